/** The extension’s public names, which users and other extensions also see. */
export const STATUS_ITEM = 'lte-upgrade.pycom-lte-upgrade.lteUpgrade.status';
/** The label of a button, and the beginning of the menu entry. */
export const UPGRADE = 'Upgrade LTE modem';
export const UPGRADE_ENTRY = 'Upgrade LTE modem (flash firmware)';
export const READ_VERSION = 'Read LTE modem version';

/** What the tests know of the extension from outside: names that users and other extensions see too. */
export const STATUS_ITEM = 'lte-upgrade.pycom-lte-upgrade.lteUpgrade.status';
/** What a button says, and how the menus' entry begins. */
export const UPGRADE = 'Upgrade LTE modem';
export const UPGRADE_ENTRY = 'Upgrade LTE modem (flash firmware)';
export const READ_VERSION = 'Read LTE modem version';

/** What the tests know of the extension from outside: names that users and other extensions see too. */
export const STATUS_ITEM = 'lte-upgrade.pycom-lte-upgrade.lteUpgrade.status';
export const UPGRADE = 'Upgrade LTE modem';
export const READ_VERSION = 'Read LTE modem version';

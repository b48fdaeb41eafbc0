/** How long what is given out counts, in seconds, where nothing that it is for says otherwise. */
const hour = 60 * 60;

export const lifetimes = {
  opaqueAccessToken: hour,
  idToken: hour,
  serviceToken: 10 * 60,
  refreshToken: 30 * 24 * hour,
  deviceRefreshToken: 180 * 24 * hour,
  deviceCode: 10 * 60,
} as const;

/** Where Cardea is, and what this app was registered as: see README.md. */
export const settings = {
  issuer: 'https://id.example.com',
  clientId: 'shop-app',
  redirectUri: 'com.example.shop:/callback',
  scopes: ['openid', 'profile', 'email'],
} as const;

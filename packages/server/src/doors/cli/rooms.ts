/** The rooms that verbs of the command line work with, and how the roof opens them. */
import type { Settings } from '../../foundation/config/index.ts';
import type { Access } from '../../rooms/access/index.ts';
import type { Administration } from '../../rooms/administration/index.ts';
import type { Applications } from '../../rooms/applications/index.ts';
import type { Configuration } from '../../rooms/configuration/index.ts';
import type { Moving } from '../../rooms/directory/index.ts';
import type { Sms } from '../../rooms/messaging/index.ts';
import type { Registration } from '../../rooms/registration/index.ts';
import type { Tenants } from '../../rooms/tenants/index.ts';

export type CommandLineRooms = { readonly tenants: Tenants; readonly applications: Applications };
export type InvitingRooms = CommandLineRooms & { readonly registration: Registration };
export type ConfiguringRooms = CommandLineRooms & { readonly configuration: Configuration };
export type AdministeringRooms = CommandLineRooms & {
  readonly access: Pick<Access, 'list'>;
  readonly administration: Pick<Administration, 'inviteHere'>;
};
export type MessagingRooms = CommandLineRooms & { readonly sms: Pick<Sms, 'figures'> };
export type MovingRooms = CommandLineRooms & { readonly moving: Moving };
export type WithRooms<Rooms = CommandLineRooms> = <T>(
  settings: Settings,
  work: (rooms: Rooms) => Promise<T>,
) => Promise<T>;

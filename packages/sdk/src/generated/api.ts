/** Written from the OpenAPI document by `npm run generate -w packages/sdk`; not edited by hand. */
export interface paths {
    "/api/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a sign-in, a registration or a recovery */
        post: operations["beginFlow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A journey as it stands */
        get: operations["readFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with what the customer is found by and the password */
        post: operations["flowPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/request-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a code or a link by e-mail to sign in with */
        post: operations["flowRequestCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/passkey-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an authenticator is asked: to sign in, or to make the key of an account that begins */
        post: operations["flowPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a passkey, or begin an account with it */
        post: operations["flowPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for the address at a provider, to be opened in the browser of the system */
        post: operations["flowConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/connection-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with what a provider answered */
        post: operations["flowConnectionReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/sign-up-with": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up with the account elsewhere that was shown */
        post: operations["flowSignUpWith"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/second-factor-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What one of the methods asks; of a code that is sent, the sending */
        post: operations["flowSecondFactorOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the second question of a sign-in, or of a recovery */
        post: operations["flowSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/lost-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** None of the methods can be used: send a code to the mailbox of the account */
        post: operations["flowLostFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/prove-lost-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove the mailbox: begins the delay, or, after it, removes the factors and goes on */
        post: operations["flowProveLostFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/enrol-factor-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What setting one of the methods up asks; of a code that is sent, the sending */
        post: operations["flowEnrolFactorOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/enrol-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish setting up the second factor that is required */
        post: operations["flowEnrolFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up: address or number, password and what the business asks for */
        post: operations["flowDetails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up with the link of an invitation */
        post: operations["flowAcceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a recovery by the address of the account, or by the number of one that has none */
        post: operations["flowAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove the mailbox or the number by the code from the message */
        post: operations["flowVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/verify-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove the mailbox by the token of the mailed link */
        post: operations["flowVerifyLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the code once more; earlier ones end */
        post: operations["flowResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/new-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose the new password of a recovered account, or a password in the place of a passkey in a sign-up */
        post: operations["flowNewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/without-credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the account with the address alone: its mailbox is a way in, or what is set up next */
        post: operations["flowWithoutCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/come-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the recovery of an account that has no password: everything else ends, and its owner is signed in */
        post: operations["flowComeBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the question after a sign-in */
        post: operations["flowAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the question off */
        post: operations["flowSkip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep an account that is about to be closed */
        post: operations["flowKeep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flows/{flow_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the authorization code of a finished journey */
        post: operations["flowCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account at a glance */
        get: operations["readAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profile, and the form of each of its values */
        get: operations["readProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the profile */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/api/account/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer is found by at sign-in */
        get: operations["listIdentifiers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another address; a code goes there */
        post: operations["requestEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a number, or another; a code goes there */
        post: operations["requestPhone"];
        /** Take the number away */
        delete: operations["removePhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the new address by its code */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the code once more; the earlier one ends */
        post: operations["resendEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/phone/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the new number by its code */
        post: operations["confirmPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/phone/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the code once more; the earlier one ends */
        post: operations["resendPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identifiers/username": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the user name */
        put: operations["setUsername"];
        post?: never;
        /** Take the user name away */
        delete: operations["removeUsername"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts elsewhere that sign the customer in */
        get: operations["listIdentities"];
        put?: never;
        /** Where the customer goes on to link one, in a browser */
        post: operations["linkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/identities/{identity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlink one: it opens nothing here any more */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The passkeys of the customer */
        get: operations["listPasskeys"];
        put?: never;
        /** Keep what it made */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an authenticator is asked to make */
        post: operations["askForPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/passkeys/{credential_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take it away: it opens nothing more */
        delete: operations["removePasskey"];
        options?: never;
        head?: never;
        /** Give it another name */
        patch: operations["renamePasskey"];
        trace?: never;
    };
    "/api/account/factors/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the number of the account is a second factor */
        get: operations["readPhoneFactor"];
        put?: never;
        /** Make the number a second factor, by the code that went there */
        post: operations["enrolPhoneFactor"];
        /** Take the number away as a second factor; it stays the number of the account */
        delete: operations["removePhoneFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/phone/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to the number of the account; the earlier one ends */
        post: operations["sendPhoneFactorCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/authenticators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The authenticator apps of the customer */
        get: operations["listAuthenticators"];
        put?: never;
        /** Begin to set up an authenticator app; until its first code the same is answered again */
        post: operations["beginAuthenticator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/authenticators/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make it count by its first code */
        post: operations["confirmAuthenticator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/authenticators/{credential_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take it away; what sessions were raised with it counts no more */
        delete: operations["removeAuthenticator"];
        options?: never;
        head?: never;
        /** Give it another name */
        patch: operations["renameAuthenticator"];
        trace?: never;
    };
    "/api/account/factors/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many recovery codes are left */
        get: operations["readRecoveryCodes"];
        put?: never;
        /** Make ten recovery codes in the place of all earlier ones; they are answered this once */
        post: operations["makeRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the recovery of a factor that somebody says is lost */
        post: operations["stopLostFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers and devices that are not asked for a second factor */
        get: operations["listRememberedDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Have one of them asked again */
        delete: operations["endRememberedDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/factors/devices/end-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have all of them asked again */
        post: operations["endRememberedDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/caller-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The code that the customer reads out when they call */
        get: operations["readCallerCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the customer can prove themselves anew */
        get: operations["readConfirmationWays"];
        put?: never;
        /** Prove the customer anew: what is sensitive asks for a proof of the last ten minutes */
        post: operations["confirmPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/confirm/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What one of these ways asks; of a code that is sent, the sending */
        post: operations["beginConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the password; access by this token goes on */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/password/leaked/later": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put off the change of a leaked password: a week, three times; without one that is due nothing happens */
        post: operations["putOffLeakedPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close the account: every session ends, and its owner may come back until the day that is answered */
        post: operations["closeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/secure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This was not me: end everything that anybody holds of the account, this session too, and the password where a mailbox leads back */
        post: operations["secureAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/links/secure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This was not me: end everything that anybody holds of the account */
        post: operations["useLinkSecure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/links/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep an account that is about to be closed */
        post: operations["useLinkKeep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/links/stop-lost-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the recovery of a factor that is not lost */
        post: operations["useLinkStopLostFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/links/undo-email-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a change of the address */
        post: operations["useLinkUndoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the customer is signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every session but this one */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session, and every token with it */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every session, this one too */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer allowed to whom */
        get: operations["listApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/applications/{application_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back what an application was allowed */
        delete: operations["removeApplication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who received something of the customer in the last year */
        get: operations["listRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the account, newest first */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/known-devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers and devices that the customer has signed in with */
        get: operations["listKnownDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/known-devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget one of them, and end its sessions */
        delete: operations["removeKnownDevice"];
        options?: never;
        head?: never;
        /** Call one of them something */
        patch: operations["renameKnownDevice"];
        trace?: never;
    };
    "/api/account/known-devices/remove-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget all but this one, and end every other session */
        post: operations["removeOtherKnownDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/device-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter the code that a device shows, and see what asks */
        post: operations["enterUserCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/device-requests/{request_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign the device in */
        post: operations["approveDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/device-requests/{request_id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse the device */
        post: operations["denyDeviceRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may do */
        get: operations["readManagementCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers by age */
        get: operations["listCustomers"];
        put?: never;
        /** Create a customer */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find customers by what they are found by */
        post: operations["searchCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer, whole */
        get: operations["readCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what staff may change */
        patch: operations["changeCustomer"];
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause an account: nobody is signed in to it from this moment */
        post: operations["disableCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a paused account again */
        post: operations["enableCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the grace at the end of which the account is closed */
        post: operations["closeCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep an account that is about to close */
        post: operations["keepCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every session of the customer */
        post: operations["endCustomerSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/send-password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the customer a link back into their account: by mail, or by text message where there is only a number */
        post: operations["sendPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of the customer */
        delete: operations["endCustomerSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the customer is signed in */
        get: operations["listCustomerSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browsers that the customer has signed in with */
        get: operations["listCustomerDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer allowed to which application */
        get: operations["listCustomerConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which application received what of the customer */
        get: operations["listCustomerRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer proves themselves with besides a password */
        get: operations["listCustomerFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/caller-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a caller can read out the code of the customer’s account page */
        post: operations["checkCaller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts elsewhere that the customer signs in with */
        get: operations["listCustomerIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/identities/{identity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlink an account elsewhere: nobody is signed in by it from this moment */
        delete: operations["unlinkCustomerIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What staff wrote about the customer */
        get: operations["listCustomerNotes"];
        put?: never;
        /** Write a note about the customer */
        post: operations["addCustomerNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/notes/{note_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a note about the customer */
        delete: operations["removeCustomerNote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations, the open ones first */
        get: operations["listInvitations"];
        put?: never;
        /** Invite somebody to register */
        post: operations["inviteCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/bulk-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk actions, newest first */
        get: operations["listBulkActions"];
        put?: never;
        /** Begin one action upon many customers */
        post: operations["startBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/bulk-actions/{bulk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk action came */
        get: operations["readBulkAction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/bulk-actions/{bulk_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a bulk action where it is */
        post: operations["cancelBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of customers that were or are being brought in, newest first */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import came */
        get: operations["readImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/imports/{import_id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of a file was not imported, and why */
        get: operations["listImportFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the tenant, newest first */
        get: operations["readLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{customer_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to one customer, newest first */
        get: operations["listCustomerActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is going on: calm, or attack mode */
        get: operations["readProtection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/attack-mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin attack mode, or change when it ends */
        post: operations["beginAttackMode"];
        /** End attack mode; detection does not begin it anew for an hour */
        delete: operations["endAttackMode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How attempts ended, hour by hour */
        get: operations["readProtectionFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What detection found, newest first */
        get: operations["listProtectionFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/findings/{finding_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One finding */
        get: operations["readProtectionFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/findings/{finding_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a finding back: what it did ends, and the same is not raised again for a day */
        post: operations["undoProtectionFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/findings/{finding_id}/sign-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who signed up in a wave */
        get: operations["listSignUpsOfWave"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/protection/findings/{finding_id}/sign-ups/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable or close all accounts of a wave, but for some */
        post: operations["removeSignUpsOfWave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/administrators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who administers */
        get: operations["listAdministrators"];
        put?: never;
        /** Make a customer an administrator */
        post: operations["appointAdministrator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/administrators/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One administrator */
        get: operations["readAdministrator"];
        put?: never;
        post?: never;
        /** Take every role away; the account stays */
        delete: operations["removeAdministrator"];
        options?: never;
        head?: never;
        /** Give other roles, suspend, or let continue */
        patch: operations["changeAdministrator"];
        trace?: never;
    };
    "/api/admin/administrator-invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations to administer, newest first */
        get: operations["listAdministratorInvitations"];
        put?: never;
        /** Ask somebody to administer, by mail */
        post: operations["inviteAdministrator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/administrator-invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation to administer back */
        delete: operations["revokeAdministratorInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants of this installation */
        get: operations["listTenants"];
        put?: never;
        /** Create a tenant, with the way in for its first owner */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tenants/{tenant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tenant */
        get: operations["readTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a tenant */
        patch: operations["renameTenant"];
        trace?: never;
    };
    "/api/admin/tenants/{tenant_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a tenant: it shows a notice, and nobody signs in or gets a token */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tenants/{tenant_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended tenant go on */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The domains, and the names that wait for a proof */
        get: operations["listDomains"];
        put?: never;
        /** Add a domain; outside loopback it waits for a proof */
        post: operations["addDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/domains/{host}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for the proof; where it is found, the domain serves */
        post: operations["verifyDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/domains/{host}/make-primary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a domain the primary one; this changes the issuer */
        post: operations["makeDomainPrimary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/domains/{host}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a domain, or a name that waits for a proof */
        delete: operations["removeDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/branding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How pages and mails look */
        get: operations["readBranding"];
        /** Change how pages and mails look; says where a colour had to give way */
        put: operations["changeBranding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/branding/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change what pages and mails call the tenant */
        put: operations["renameOwnTenant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}/branding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What pages look like differently on the way to an application */
        get: operations["readApplicationBranding"];
        /** Change what pages look like on the way to an application */
        put: operations["changeApplicationBranding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/branding/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pictures of the tenant */
        get: operations["listPictures"];
        put?: never;
        /** Upload a picture */
        post: operations["addPicture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/branding/pictures/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a picture that nothing uses */
        delete: operations["removePicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/branding/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See a page or a mail with a branding and texts that are not saved */
        post: operations["previewBranding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The languages there are */
        get: operations["listLanguages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/texts/{locale}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every text in one language: ours, and the tenant’s own */
        get: operations["listTexts"];
        put?: never;
        post?: never;
        /** Say everything in one language in our words again */
        delete: operations["resetTexts"];
        options?: never;
        head?: never;
        /** Word texts, or say them in our words again; all of them or none */
        patch: operations["changeTexts"];
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every setting as it counts, and whether the tenant set it */
        get: operations["readSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change some settings */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/admin/sms/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Text messages of the last days and of today: sent, entered, paid for */
        get: operations["readSmsFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the installation does: version, checks, jobs, mail, ledger, backups */
        get: operations["readSystemStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** APIs by address */
        get: operations["listResources"];
        put?: never;
        /** Register an API */
        post: operations["registerResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One API */
        get: operations["readResource"];
        /** Change an API, whole */
        put: operations["changeResource"];
        post?: never;
        /** Remove an API: no more tokens are made for it */
        delete: operations["removeResource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/initial-access-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Initial access tokens that are not over */
        get: operations["listInitialAccessTokens"];
        put?: never;
        /** Make an initial access token; it is shown this once */
        post: operations["createInitialAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/initial-access-tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an initial access token back; what was registered with it stays */
        delete: operations["removeInitialAccessToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profile-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The declaration that counts, or an earlier one */
        get: operations["readProfileSchema"];
        /** Declare what you know of customers; refused when values would become unreadable */
        put: operations["changeProfileSchema"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profile-schema/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a declaration would change, and what becomes of values */
        post: operations["planProfileSchema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profile-schema/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back an earlier version, and values that were removed less than 30 days ago */
        post: operations["rollBackProfileSchema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that sign tokens, and those that did */
        get: operations["listSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish fresh keys, which take over by themselves; owners are told */
        post: operations["rotateSigningKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/{key_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a key out at once that may be stolen; owners are told */
        post: operations["withdrawSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/configuration/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a configuration file would change, or what is wrong with it */
        post: operations["planConfiguration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/configuration/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the configuration what a file says, all of it or nothing */
        post: operations["applyConfiguration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/configuration/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What counts now, as a file; secrets are not in it */
        get: operations["exportConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/configuration/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is not as the file says that was applied last */
        get: operations["readConfigurationDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mail domains of a connection, proven or not */
        get: operations["listConnectionDomains"];
        put?: never;
        /** Add a mail domain; it counts once it is proven */
        post: operations["addConnectionDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/domains/{domain}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for the proof; where it is found, the domain counts */
        post: operations["verifyConnectionDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a mail domain away from a connection */
        delete: operations["removeConnectionDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connections by id */
        get: operations["listConnections"];
        put?: never;
        /** Make a connection */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A connection */
        get: operations["readConnection"];
        put?: never;
        post?: never;
        /** Remove a connection with its domains and with what customers linked by it */
        delete: operations["removeConnection"];
        options?: never;
        head?: never;
        /** Change a connection */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let nobody sign in by a connection */
        post: operations["disableConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a connection up again */
        post: operations["enableConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would go with a connection */
        get: operations["planConnectionRemoval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connections/{connection_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider whether the connection would work */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new secret, which is shown this once; two count at most */
        post: operations["rotateApplicationSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an application sets differently, and what counts on the way to it */
        get: operations["readApplicationSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what an application sets differently from its tenant */
        patch: operations["changeApplicationSettings"];
        trace?: never;
    };
    "/api/admin/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications by client_id */
        get: operations["listRegisteredApplications"];
        put?: never;
        /** Register an application; its secret is shown this once */
        post: operations["registerApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application and when its secrets were made */
        get: operations["readApplication"];
        put?: never;
        post?: never;
        /** Remove an application with its secrets, consents and grants */
        delete: operations["deleteApplication"];
        options?: never;
        head?: never;
        /** Change what an application says about itself */
        patch: operations["changeApplication"];
        trace?: never;
    };
    "/api/admin/applications/{application_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue nothing more to an application */
        post: operations["disableApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an application up again */
        post: operations["enableApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/applications/{application_id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would go with an application */
        get: operations["planApplicationRemoval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A refusal (RFC 9457). `code` is stable; `detail` is for people, in their language.
         * @example {
         *       "type": "urn:cardea:error:form.invalid",
         *       "title": "Something in the form needs your attention.",
         *       "status": 422,
         *       "code": "form.invalid",
         *       "reference": "req_0123456789abcdefghjkmnpqrs",
         *       "detail": "Something in the form needs your attention.",
         *       "errors": [
         *         {
         *           "pointer": "/password",
         *           "text_id": "password.too_short",
         *           "text": "Use at least 8 characters."
         *         }
         *       ]
         *     }
         */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "request.invalid" | "request.too_large" | "request.media_type" | "request.client_certificate" | "request.cross_site" | "request.unknown_host" | "request.not_found" | "request.precondition_required" | "request.precondition_failed" | "cursor.invalid" | "request.repeated_differently" | "request.in_progress" | "request.method" | "request.headers_too_large" | "request.timeout" | "form.invalid" | "sign_in.refused" | "sign_in.not_allowed" | "sign_in.closing" | "factor.refused" | "factor.not_offered" | "factor.not_found" | "factor.address_needed" | "factor.last_way" | "factor.too_many" | "factor.set_up_over" | "factor.number_needed" | "identity.not_found" | "identity.last_way" | "upstream_logout.refused" | "identity.taken" | "factor.none" | "factor.password_needed" | "device.not_found" | "passkey.refused" | "passkey.taken" | "registration.closed" | "registration.invitation_needed" | "registration.address_taken" | "invitation.not_found" | "attempts.exhausted" | "challenge.required" | "receipt.refused" | "sms.unavailable" | "proof.refused" | "link.refused" | "flow.unknown" | "flow.other_browser" | "session.required" | "session.stale" | "session.not_found" | "token.required" | "token.invalid" | "token.unproven" | "token.needs_nonce" | "token.insufficient_scope" | "administrator.required" | "administrator.above_own" | "administrator.last_owner" | "administrator.address_needed" | "administrator.exists" | "administrator.not_found" | "administrator.second_factor_required" | "account.hosted_only" | "identifier.address_needed" | "identifier.taken" | "application.invalid" | "application.request_refused" | "application.not_allowed" | "application.registered_itself" | "application.not_found" | "initial_access_token.not_found" | "resource.not_found" | "connection.invalid" | "connection.unavailable" | "connection.refused" | "connection.declined" | "connection.state_refused" | "connection.not_linked" | "connection.required" | "connection.not_offered" | "connection.not_found" | "connection.has_customers" | "connection.too_many" | "configuration.invalid" | "configuration.conflict" | "configuration.not_applied" | "key.not_found" | "customer.not_found" | "customer.external_id_kept" | "customer.not_in_state" | "customer.unreachable" | "customer.reason_required" | "note.not_found" | "finding.not_found" | "finding.count_changed" | "bulk.not_found" | "import.not_found" | "profile.not_editable" | "profile.changed_meanwhile" | "profile_schema.invalid" | "profile_schema.refused" | "profile_schema.exposes" | "profile_schema.conflict" | "profile_schema.not_found" | "settings.invalid" | "console.not_built" | "tenant.suspended" | "tenant.not_found" | "tenant.is_default" | "tenant.name_refused" | "domain.refused" | "domain.taken" | "domain.not_found" | "domain.unproven" | "domain.changes_issuer" | "domain.is_primary" | "domain.is_configured" | "domain.too_many" | "asset.unreadable" | "asset.too_large" | "asset.not_found" | "asset.in_use" | "asset.too_many" | "texts.invalid" | "locale.unknown" | "server.busy" | "server.database_unavailable" | "server.failed";
            reference: string;
            detail?: string;
            errors?: {
                pointer: string;
                text_id: string;
                text: string;
            }[];
            methods?: string[];
            connection?: {
                connection: string;
                name: string;
            };
            challenge?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description The passkeys of a customer, the oldest first.
         * @example {
         *       "items": [
         *         {
         *           "credential_id": "crd_0123456789abcdefghjkmnpqrs",
         *           "name": "Google Password Manager",
         *           "synced": true,
         *           "backed_up": true,
         *           "added_at": "2026-11-22T10:30:00Z",
         *           "last_used_at": null,
         *           "flagged_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Passkeys: {
            items: {
                credential_id: string;
                name: string;
                synced: boolean;
                backed_up: boolean;
                /** Format: date-time */
                added_at: string;
                last_used_at: string | null;
                flagged_at: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What `PublicKeyCredential.parseCreationOptionsFromJSON()` takes; the challenge counts once, for five minutes.
         * @example {
         *       "public_key": {
         *         "rp": {
         *           "id": "login.shop.example",
         *           "name": "Shop"
         *         },
         *         "user": {
         *           "id": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4",
         *           "name": "anna@example.com",
         *           "displayName": "Anna"
         *         },
         *         "challenge": "c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzcy4",
         *         "pubKeyCredParams": [
         *           {
         *             "type": "public-key",
         *             "alg": -7
         *           }
         *         ],
         *         "timeout": 300000,
         *         "excludeCredentials": [],
         *         "authenticatorSelection": {
         *           "residentKey": "required",
         *           "requireResidentKey": true,
         *           "userVerification": "preferred"
         *         },
         *         "attestation": "none"
         *       }
         *     }
         */
        PasskeyOptions: {
            public_key: {
                rp: {
                    id: string;
                    name: string;
                };
                user: {
                    id: string;
                    name: string;
                    displayName: string;
                };
                challenge: string;
                pubKeyCredParams: {
                    /** @constant */
                    type: "public-key";
                    alg: number;
                }[];
                timeout: number;
                excludeCredentials: {
                    /** @constant */
                    type: "public-key";
                    id: string;
                    transports: string[];
                }[];
                authenticatorSelection: {
                    /** @constant */
                    residentKey: "required";
                    /** @constant */
                    requireResidentKey: true;
                    /** @enum {string} */
                    userVerification: "required" | "preferred";
                };
                /** @constant */
                attestation: "none";
            };
        };
        /**
         * @description What the authenticator made, and what to call it.
         * @example {
         *       "credential": {
         *         "id": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
         *         "rawId": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
         *         "type": "public-key",
         *         "response": {
         *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0",
         *           "attestationObject": "o2NmbXRkbm9uZQ"
         *         }
         *       },
         *       "name": "My phone"
         *     }
         */
        AddPasskey: {
            credential: {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    attestationObject: string;
                    transports?: string[];
                };
            };
            /** @default  */
            name?: string;
        };
        /**
         * @description The key that was added.
         * @example {
         *       "credential_id": "crd_0123456789abcdefghjkmnpqrs"
         *     }
         */
        AddedPasskey: {
            credential_id: string;
        };
        /**
         * @description What to call it from now on.
         * @example {
         *       "name": "Work phone"
         *     }
         */
        RenamePasskey: {
            name: string;
        };
        /**
         * @description The browsers and devices that the customer has signed in with, the last used first.
         * @example {
         *       "items": [
         *         {
         *           "device_id": "dev_0123456789abcdef0123456789",
         *           "name": "The laptop in the kitchen",
         *           "current": true,
         *           "device": {
         *             "browser": "Firefox",
         *             "system": "Linux"
         *           },
         *           "address": "203.0.113.7",
         *           "place": {
         *             "country": "DE",
         *             "region": "Bavaria",
         *             "city": "Munich",
         *             "private": false
         *           },
         *           "has_key": true,
         *           "first_seen_at": "2026-01-05T08:30:00Z",
         *           "last_seen_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        KnownDevices: {
            items: {
                device_id: string;
                name: string | null;
                current: boolean;
                device: {
                    browser: string | null;
                    system: string | null;
                } | null;
                address: string | null;
                place: {
                    country: string | null;
                    region: string | null;
                    city: string | null;
                    private: boolean;
                } | null;
                has_key: boolean;
                /** Format: date-time */
                first_seen_at: string;
                /** Format: date-time */
                last_seen_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What to call it from now on; without a name, by what it is.
         * @example {
         *       "name": "The laptop in the kitchen"
         *     }
         */
        RenameDevice: {
            name: string;
        };
        /**
         * @description How many devices count as new from now on.
         * @example {
         *       "removed": 2
         *     }
         */
        RemovedDevices: {
            removed: number;
        };
        /**
         * @description What was done, and what to do next.
         * @example {
         *       "signed_out": "everywhere",
         *       "password": "stopped",
         *       "way_back": "mailbox"
         *     }
         */
        Secured: {
            /** @constant */
            signed_out: "everywhere";
            /** @enum {string} */
            password: "stopped" | "kept" | "none";
            /** @enum {string} */
            way_back: "mailbox" | "phone" | "former_mailbox" | "as_ever";
        };
        /**
         * @description The account at a glance.
         * @example {
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "name": "Anna Bergmann",
         *       "email": "anna@example.com",
         *       "created_at": "2026-01-05T08:30:00Z",
         *       "password_set_at": "2026-01-05T08:30:00Z",
         *       "password_leaked": false,
         *       "password_weakness": null,
         *       "password_renewal_due": false,
         *       "authenticated_at": "2026-11-22T10:30:00Z",
         *       "session_id": "ses_0123456789abcdefghjkmnpqrs"
         *     }
         */
        Account: {
            customer_id: string;
            name: string | null;
            email: string | null;
            /** Format: date-time */
            created_at: string;
            password_set_at: string | null;
            password_leaked: boolean;
            password_weakness: ("leaked" | "easily_guessed") | null;
            password_renewal_due: boolean;
            /** Format: date-time */
            authenticated_at: string;
            session_id: string;
        };
        /**
         * @description What is known of the customer, as the business declared it. The `ETag` of the answer goes back as `If-Match`.
         * @example {
         *       "attributes": [
         *         {
         *           "name": "name",
         *           "label": "Name",
         *           "editable": true,
         *           "required": false,
         *           "schema": {
         *             "type": "string",
         *             "maxLength": 200
         *           }
         *         }
         *       ],
         *       "values": {
         *         "name": "Anna Bergmann"
         *       },
         *       "version": "3"
         *     }
         */
        Profile: {
            attributes: {
                name: string;
                label: string;
                editable: boolean;
                required: boolean;
                schema: {
                    [key: string]: unknown;
                };
            }[];
            values: {
                [key: string]: unknown;
            };
            version: string;
        };
        /**
         * @description A merge patch (RFC 7396): attribute name → new value; null takes a value away, what is not named stays.
         * @example {
         *       "name": "Anna Berger"
         *     }
         */
        ProfileChanges: {
            [key: string]: unknown;
        };
        /**
         * @description What the customer is found by at sign-in.
         * @example {
         *       "items": [
         *         {
         *           "identifier_id": "idn_0123456789abcdefghjkmnpqrs",
         *           "type": "email",
         *           "value": "anna@example.com",
         *           "verified_at": "2026-01-05T08:31:00Z"
         *         }
         *       ],
         *       "offered": [
         *         "email"
         *       ]
         *     }
         */
        Identifiers: {
            items: {
                identifier_id: string;
                /** @enum {string} */
                type: "email" | "phone" | "username";
                value: string;
                verified_at: string | null;
            }[];
            offered: ("email" | "phone" | "username")[];
        };
        /**
         * @description Asks for another address.
         * @example {
         *       "email": "anna.berger@example.com"
         *     }
         */
        RequestEmail: {
            email: string;
        };
        /**
         * @description Asks for another number.
         * @example {
         *       "phone": "+49 151 23456789"
         *     }
         */
        RequestPhone: {
            phone: string;
        };
        /**
         * @description Sets the user name.
         * @example {
         *       "username": "anna.berger"
         *     }
         */
        SetUsername: {
            username: string;
        };
        /**
         * @description A change that waits for the code that was sent.
         * @example {
         *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
         *       "sent_to": "a•••@example.com"
         *     }
         */
        IdentifierChange: {
            change_id: string;
            sent_to: string;
        };
        /**
         * @description The code that went to the new address or number.
         * @example {
         *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
         *       "code": "482913"
         *     }
         */
        ConfirmChange: {
            change_id: string;
            code: string;
        };
        /**
         * @description Sends the code once more.
         * @example {
         *       "change_id": "flw_0123456789abcdefghjkmnpqrs"
         *     }
         */
        ResendChange: {
            change_id: string;
        };
        /**
         * @description A new password by who knows the present one.
         * @example {
         *       "current_password": "the quiet river bends twice",
         *       "password": "six grey herons wait"
         *     }
         */
        ChangePassword: {
            current_password: string;
            password: string;
            /** @default true */
            end_others?: boolean;
        };
        /**
         * @description How the customer can prove themselves anew.
         * @example {
         *       "methods": [
         *         "password",
         *         "authenticator"
         *       ]
         *     }
         */
        ConfirmationWays: {
            methods: string[];
        };
        /**
         * @description Asks for what one of the ways needs: the options of a passkey, or a code that is sent.
         * @example {
         *       "method": "passkey"
         *     }
         */
        BeginConfirmation: {
            method: string;
        };
        /**
         * @description What is asked; of a code that was sent, nothing more.
         * @example {
         *       "challenge": {}
         *     }
         */
        ConfirmationChallenge: {
            challenge: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Proves the customer anew, by one of the ways that `GET /api/account/confirm` names.
         * @example {
         *       "password": "the quiet river bends twice"
         *     }
         */
        ConfirmPassword: {
            /** @default password */
            method?: string;
            password?: string;
            code?: string;
            credential?: {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    authenticatorData: string;
                    signature: string;
                    userHandle?: string | null;
                };
            };
        };
        /**
         * @description Where the customer is signed in, the last used first.
         * @example {
         *       "items": [
         *         {
         *           "session_id": "ses_0123456789abcdefghjkmnpqrs",
         *           "current": true,
         *           "device": {
         *             "browser": "Firefox",
         *             "system": "Linux"
         *           },
         *           "address": "203.0.113.7",
         *           "place": {
         *             "country": "DE",
         *             "region": "Bavaria",
         *             "city": "Munich",
         *             "private": false
         *           },
         *           "created_at": "2026-11-20T09:00:00Z",
         *           "last_seen_at": "2026-11-22T10:30:00Z",
         *           "applications": [
         *             {
         *               "application_id": "shop-app",
         *               "name": "The shop",
         *               "last_used_at": "2026-11-22T10:30:00Z"
         *             }
         *           ]
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Sessions: {
            items: {
                session_id: string;
                current: boolean;
                device: {
                    browser: string | null;
                    system: string | null;
                };
                address: string;
                place: {
                    country: string | null;
                    region: string | null;
                    city: string | null;
                    private: boolean;
                } | null;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                last_seen_at: string;
                applications: {
                    application_id: string;
                    name: string;
                    /** Format: date-time */
                    last_used_at: string;
                }[];
            }[];
            next_cursor: string | null;
        };
        /**
         * @description How many sessions ended.
         * @example {
         *       "ended": 2
         *     }
         */
        Ended: {
            ended: number;
        };
        /**
         * @description What the customer allowed to whom.
         * @example {
         *       "items": [
         *         {
         *           "application_id": "partner",
         *           "name": "A partner",
         *           "since": "2026-06-01T12:00:00Z",
         *           "scopes": [
         *             {
         *               "scope": "email",
         *               "description": null
         *             }
         *           ],
         *           "registered_itself": false,
         *           "document_host": null,
         *           "resources": []
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Applications: {
            items: {
                application_id: string;
                name: string;
                /** Format: date-time */
                since: string;
                scopes: {
                    scope: string;
                    description: string | null;
                }[];
                registered_itself: boolean;
                document_host: string | null;
                resources: {
                    resource_uri: string;
                    name: string;
                }[];
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Who received something of the customer in the last year.
         * @example {
         *       "items": [
         *         {
         *           "application_id": "partner",
         *           "name": "A partner",
         *           "attributes": [
         *             "email"
         *           ],
         *           "last_at": "2026-06-01T12:00:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Recipients: {
            items: {
                application_id: string;
                name: string | null;
                attributes: string[];
                /** Format: date-time */
                last_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What happened in the account, newest first.
         * @example {
         *       "items": [
         *         {
         *           "entry_id": "1204",
         *           "at": "2026-11-22T10:30:00Z",
         *           "kind": "session_started",
         *           "text": "Signed in",
         *           "application": null,
         *           "client": {
         *             "address": "203.0.113.7",
         *             "user_agent": "Mozilla/5.0",
         *             "place": {
         *               "country": "DE",
         *               "region": "Bavaria",
         *               "city": "Munich",
         *               "private": false
         *             }
         *           }
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Activity: {
            items: {
                entry_id: string;
                /** Format: date-time */
                at: string;
                kind: string;
                text: string;
                application: string | null;
                client: {
                    address: string;
                    user_agent: string;
                    place: {
                        country: string | null;
                        region: string | null;
                        city: string | null;
                        private: boolean;
                    } | null;
                } | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description The account is about to be closed.
         * @example {
         *       "closes_at": "2026-12-06T10:30:00Z"
         *     }
         */
        Closing: {
            /** Format: date-time */
            closes_at: string;
        };
        /**
         * @description The token of the link in a notice.
         * @example {
         *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
         *     }
         */
        UseLink: {
            token: string;
        };
        /**
         * @description Somebody who administers, masked unless a reason is given to see them whole.
         * @example {
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "email": "a•••@example.com",
         *       "name": "A•••",
         *       "masked": true,
         *       "roles": [
         *         "support"
         *       ],
         *       "state": "active",
         *       "is_live": true,
         *       "created_at": "2026-11-22T10:30:00Z",
         *       "updated_at": "2026-11-22T10:30:00Z"
         *     }
         */
        Administrator: {
            customer_id: string;
            email: string | null;
            name: string | null;
            masked: boolean;
            roles: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
            /** @enum {string} */
            state: "active" | "suspended";
            is_live: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description Who administers.
         * @example {
         *       "items": [
         *         {
         *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *           "email": "a•••@example.com",
         *           "name": "A•••",
         *           "masked": true,
         *           "roles": [
         *             "support"
         *           ],
         *           "state": "active",
         *           "is_live": true,
         *           "created_at": "2026-11-22T10:30:00Z",
         *           "updated_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Administrators: {
            items: components["schemas"]["Administrator"][];
            next_cursor: string | null;
        };
        /**
         * @description A customer of this tenant who administers from now on. Whoever has no account yet is invited.
         * @example {
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "roles": [
         *         "support"
         *       ]
         *     }
         */
        AppointAdministrator: {
            customer_id: string;
            roles: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
        };
        /**
         * @description What is left out stays. It counts from their next request on.
         * @example {
         *       "roles": [
         *         "support",
         *         "auditor"
         *       ]
         *     }
         */
        ChangeAdministrator: {
            roles?: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
            /** @enum {string} */
            state?: "active" | "suspended";
        };
        /**
         * @description Whom to ask. They get a link by mail that works once; a former invitation to the same address ends.
         * @example {
         *       "email": "anna@example.com",
         *       "roles": [
         *         "support"
         *       ]
         *     }
         */
        InviteAdministrator: {
            email: string;
            roles: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
            locale?: string;
        };
        /**
         * @description The invitation.
         * @example {
         *       "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
         *       "expires_at": "2026-11-25T10:30:00Z"
         *     }
         */
        AdministratorInvited: {
            invitation_id: string;
            /** Format: date-time */
            expires_at: string;
        };
        /**
         * @description Invitations to administer, newest first.
         * @example {
         *       "items": [
         *         {
         *           "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
         *           "email": "a•••@example.com",
         *           "roles": [
         *             "support"
         *           ],
         *           "state": "open",
         *           "invited_at": "2026-11-22T10:30:00Z",
         *           "expires_at": "2026-11-25T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        AdministratorInvitations: {
            items: {
                invitation_id: string;
                email: string | null;
                roles: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
                /** @enum {string} */
                state: "open" | "expired" | "accepted" | "revoked";
                /** Format: date-time */
                invited_at: string;
                /** Format: date-time */
                expires_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description An application. The `ETag` of the answer goes back as `If-Match`.
         * @example {
         *       "client_id": "shop",
         *       "client_name": "Shop",
         *       "first_party": true,
         *       "state": "active",
         *       "made_by": "operator",
         *       "redirect_uris": [
         *         "https://shop.example/callback"
         *       ]
         *     }
         */
        Application: {
            client_id: string;
            first_party: boolean;
            /** @enum {string} */
            state: "active" | "disabled";
            /** @enum {string} */
            made_by: "operator" | "environment" | "registration" | "metadata_document";
            client_name: string;
            /**
             * @default web
             * @enum {string}
             */
            application_type: "web" | "native";
            /** @default [] */
            redirect_uris: string[];
            /** @default [] */
            post_logout_redirect_uris: string[];
            /**
             * @default [
             *       "authorization_code"
             *     ]
             */
            grant_types: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code")[];
            response_types?: "code"[];
            /**
             * @default client_secret_basic
             * @enum {string}
             */
            token_endpoint_auth_method: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth";
            jwks?: {
                keys: ({
                    /** @constant */
                    kty: "EC";
                    /** @constant */
                    crv: "P-256";
                    x: string;
                    y: string;
                    kid?: string;
                    /** @constant */
                    alg?: "ES256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                } | {
                    /** @constant */
                    kty: "RSA";
                    n: string;
                    e: string;
                    kid?: string;
                    /** @enum {string} */
                    alg?: "RS256" | "PS256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                })[];
            };
            jwks_uri?: string;
            /** @default openid profile email */
            scope: string;
            contacts?: string[];
            logo_uri?: string;
            client_uri?: string;
            policy_uri?: string;
            tos_uri?: string;
            backchannel_logout_uri?: string;
            /** @default false */
            backchannel_logout_session_required: boolean;
            initiate_login_uri?: string;
            /**
             * @default ES256
             * @enum {string}
             */
            id_token_signed_response_alg: "ES256" | "RS256";
            /**
             * @default public
             * @enum {string}
             */
            subject_type: "public" | "pairwise";
            default_max_age?: number;
            /** @default false */
            require_pushed_authorization_requests: boolean;
            /** @default false */
            dpop_bound_access_tokens: boolean;
            tls_client_auth_subject_dn?: string;
            tls_client_auth_san_dns?: string;
            tls_client_auth_san_uri?: string;
            tls_client_auth_san_ip?: string;
            tls_client_auth_san_email?: string;
            /** @default false */
            tls_client_certificate_bound_access_tokens: boolean;
            /** @enum {string} */
            request_object_signing_alg?: "ES256" | "PS256";
            /** @default false */
            require_signed_request_object: boolean;
            /** @constant */
            profile?: "fapi2";
            /** @default false */
            direct_sign_in: boolean;
            /** @default [] */
            allowed_resources: string[];
            default_resource?: string;
            ios?: {
                team_id: string;
                bundle_ids: string[];
            };
            android?: {
                package_name: string;
                sha256_cert_fingerprints: string[];
            }[];
        };
        /**
         * @description An application with its secrets, which nobody can read.
         * @example {
         *       "client_id": "shop",
         *       "client_name": "Shop",
         *       "first_party": true,
         *       "state": "active",
         *       "made_by": "operator",
         *       "redirect_uris": [
         *         "https://shop.example/callback"
         *       ],
         *       "secrets": [
         *         {
         *           "since": "2026-11-22T12:00:00Z",
         *           "until": null,
         *           "reference": null
         *         }
         *       ]
         *     }
         */
        ApplicationDetail: {
            client_id: string;
            first_party: boolean;
            /** @enum {string} */
            state: "active" | "disabled";
            /** @enum {string} */
            made_by: "operator" | "environment" | "registration" | "metadata_document";
            client_name: string;
            /**
             * @default web
             * @enum {string}
             */
            application_type: "web" | "native";
            /** @default [] */
            redirect_uris: string[];
            /** @default [] */
            post_logout_redirect_uris: string[];
            /**
             * @default [
             *       "authorization_code"
             *     ]
             */
            grant_types: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code")[];
            response_types?: "code"[];
            /**
             * @default client_secret_basic
             * @enum {string}
             */
            token_endpoint_auth_method: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth";
            jwks?: {
                keys: ({
                    /** @constant */
                    kty: "EC";
                    /** @constant */
                    crv: "P-256";
                    x: string;
                    y: string;
                    kid?: string;
                    /** @constant */
                    alg?: "ES256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                } | {
                    /** @constant */
                    kty: "RSA";
                    n: string;
                    e: string;
                    kid?: string;
                    /** @enum {string} */
                    alg?: "RS256" | "PS256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                })[];
            };
            jwks_uri?: string;
            /** @default openid profile email */
            scope: string;
            contacts?: string[];
            logo_uri?: string;
            client_uri?: string;
            policy_uri?: string;
            tos_uri?: string;
            backchannel_logout_uri?: string;
            /** @default false */
            backchannel_logout_session_required: boolean;
            initiate_login_uri?: string;
            /**
             * @default ES256
             * @enum {string}
             */
            id_token_signed_response_alg: "ES256" | "RS256";
            /**
             * @default public
             * @enum {string}
             */
            subject_type: "public" | "pairwise";
            default_max_age?: number;
            /** @default false */
            require_pushed_authorization_requests: boolean;
            /** @default false */
            dpop_bound_access_tokens: boolean;
            tls_client_auth_subject_dn?: string;
            tls_client_auth_san_dns?: string;
            tls_client_auth_san_uri?: string;
            tls_client_auth_san_ip?: string;
            tls_client_auth_san_email?: string;
            /** @default false */
            tls_client_certificate_bound_access_tokens: boolean;
            /** @enum {string} */
            request_object_signing_alg?: "ES256" | "PS256";
            /** @default false */
            require_signed_request_object: boolean;
            /** @constant */
            profile?: "fapi2";
            /** @default false */
            direct_sign_in: boolean;
            /** @default [] */
            allowed_resources: string[];
            default_resource?: string;
            ios?: {
                team_id: string;
                bundle_ids: string[];
            };
            android?: {
                package_name: string;
                sha256_cert_fingerprints: string[];
            }[];
            secrets: {
                /** Format: date-time */
                since: string;
                until: string | null;
                reference: unknown;
            }[];
        };
        /**
         * @description Applications by `client_id`.
         * @example {
         *       "items": [
         *         {
         *           "client_id": "shop",
         *           "client_name": "Shop",
         *           "first_party": true,
         *           "state": "active",
         *           "made_by": "operator",
         *           "redirect_uris": [
         *             "https://shop.example/callback"
         *           ]
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ApplicationList: {
            items: components["schemas"]["Application"][];
            next_cursor: string | null;
        };
        /**
         * @description A new application. Everything but the name has a default.
         * @example {
         *       "client_name": "Shop",
         *       "first_party": true,
         *       "redirect_uris": [
         *         "https://shop.example/callback"
         *       ]
         *     }
         */
        RegisterApplication: {
            client_name: string;
            /**
             * @default web
             * @enum {string}
             */
            application_type?: "web" | "native";
            /** @default [] */
            redirect_uris?: string[];
            /** @default [] */
            post_logout_redirect_uris?: string[];
            /**
             * @default [
             *       "authorization_code"
             *     ]
             */
            grant_types?: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code")[];
            response_types?: "code"[];
            /**
             * @default client_secret_basic
             * @enum {string}
             */
            token_endpoint_auth_method?: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth";
            jwks?: {
                keys: ({
                    /** @constant */
                    kty: "EC";
                    /** @constant */
                    crv: "P-256";
                    x: string;
                    y: string;
                    kid?: string;
                    /** @constant */
                    alg?: "ES256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                } | {
                    /** @constant */
                    kty: "RSA";
                    n: string;
                    e: string;
                    kid?: string;
                    /** @enum {string} */
                    alg?: "RS256" | "PS256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                })[];
            };
            jwks_uri?: string;
            /** @default openid profile email */
            scope?: string;
            contacts?: string[];
            logo_uri?: string;
            client_uri?: string;
            policy_uri?: string;
            tos_uri?: string;
            backchannel_logout_uri?: string;
            /** @default false */
            backchannel_logout_session_required?: boolean;
            initiate_login_uri?: string;
            /**
             * @default ES256
             * @enum {string}
             */
            id_token_signed_response_alg?: "ES256" | "RS256";
            /**
             * @default public
             * @enum {string}
             */
            subject_type?: "public" | "pairwise";
            default_max_age?: number;
            /** @default false */
            require_pushed_authorization_requests?: boolean;
            /** @default false */
            dpop_bound_access_tokens?: boolean;
            tls_client_auth_subject_dn?: string;
            tls_client_auth_san_dns?: string;
            tls_client_auth_san_uri?: string;
            tls_client_auth_san_ip?: string;
            tls_client_auth_san_email?: string;
            /** @default false */
            tls_client_certificate_bound_access_tokens?: boolean;
            /** @enum {string} */
            request_object_signing_alg?: "ES256" | "PS256";
            /** @default false */
            require_signed_request_object?: boolean;
            /** @constant */
            profile?: "fapi2";
            /** @default false */
            direct_sign_in?: boolean;
            /** @default [] */
            allowed_resources?: string[];
            default_resource?: string;
            ios?: {
                team_id: string;
                bundle_ids: string[];
            };
            android?: {
                package_name: string;
                sha256_cert_fingerprints: string[];
            }[];
            client_id?: string;
            /** @default false */
            first_party?: boolean;
        };
        /**
         * @description The application, with its secret, which is shown this once.
         * @example {
         *       "client_id": "shop",
         *       "client_name": "Shop",
         *       "first_party": true,
         *       "state": "active",
         *       "made_by": "operator",
         *       "redirect_uris": [
         *         "https://shop.example/callback"
         *       ],
         *       "secrets": [
         *         {
         *           "since": "2026-11-22T12:00:00Z",
         *           "until": null,
         *           "reference": null
         *         }
         *       ],
         *       "client_secret": "k3…"
         *     }
         */
        RegisteredApplication: {
            client_id: string;
            first_party: boolean;
            /** @enum {string} */
            state: "active" | "disabled";
            /** @enum {string} */
            made_by: "operator" | "environment" | "registration" | "metadata_document";
            client_name: string;
            /**
             * @default web
             * @enum {string}
             */
            application_type: "web" | "native";
            /** @default [] */
            redirect_uris: string[];
            /** @default [] */
            post_logout_redirect_uris: string[];
            /**
             * @default [
             *       "authorization_code"
             *     ]
             */
            grant_types: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code")[];
            response_types?: "code"[];
            /**
             * @default client_secret_basic
             * @enum {string}
             */
            token_endpoint_auth_method: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth";
            jwks?: {
                keys: ({
                    /** @constant */
                    kty: "EC";
                    /** @constant */
                    crv: "P-256";
                    x: string;
                    y: string;
                    kid?: string;
                    /** @constant */
                    alg?: "ES256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                } | {
                    /** @constant */
                    kty: "RSA";
                    n: string;
                    e: string;
                    kid?: string;
                    /** @enum {string} */
                    alg?: "RS256" | "PS256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                })[];
            };
            jwks_uri?: string;
            /** @default openid profile email */
            scope: string;
            contacts?: string[];
            logo_uri?: string;
            client_uri?: string;
            policy_uri?: string;
            tos_uri?: string;
            backchannel_logout_uri?: string;
            /** @default false */
            backchannel_logout_session_required: boolean;
            initiate_login_uri?: string;
            /**
             * @default ES256
             * @enum {string}
             */
            id_token_signed_response_alg: "ES256" | "RS256";
            /**
             * @default public
             * @enum {string}
             */
            subject_type: "public" | "pairwise";
            default_max_age?: number;
            /** @default false */
            require_pushed_authorization_requests: boolean;
            /** @default false */
            dpop_bound_access_tokens: boolean;
            tls_client_auth_subject_dn?: string;
            tls_client_auth_san_dns?: string;
            tls_client_auth_san_uri?: string;
            tls_client_auth_san_ip?: string;
            tls_client_auth_san_email?: string;
            /** @default false */
            tls_client_certificate_bound_access_tokens: boolean;
            /** @enum {string} */
            request_object_signing_alg?: "ES256" | "PS256";
            /** @default false */
            require_signed_request_object: boolean;
            /** @constant */
            profile?: "fapi2";
            /** @default false */
            direct_sign_in: boolean;
            /** @default [] */
            allowed_resources: string[];
            default_resource?: string;
            ios?: {
                team_id: string;
                bundle_ids: string[];
            };
            android?: {
                package_name: string;
                sha256_cert_fingerprints: string[];
            }[];
            secrets: {
                /** Format: date-time */
                since: string;
                until: string | null;
                reference: unknown;
            }[];
            client_secret: string | null;
        };
        /**
         * @description A merge patch (RFC 7396): what is not named stays, null takes a field back to its default.
         * @example {
         *       "redirect_uris": [
         *         "https://shop.example/callback",
         *         "https://shop.example/app/callback"
         *       ]
         *     }
         */
        ChangeApplication: {
            client_name?: string | null;
            application_type?: ("web" | "native") | null;
            redirect_uris?: string[] | null;
            post_logout_redirect_uris?: string[] | null;
            grant_types?: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code")[] | null;
            response_types?: "code"[] | null;
            token_endpoint_auth_method?: ("none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "tls_client_auth" | "self_signed_tls_client_auth") | null;
            jwks?: {
                keys: ({
                    /** @constant */
                    kty: "EC";
                    /** @constant */
                    crv: "P-256";
                    x: string;
                    y: string;
                    kid?: string;
                    /** @constant */
                    alg?: "ES256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                } | {
                    /** @constant */
                    kty: "RSA";
                    n: string;
                    e: string;
                    kid?: string;
                    /** @enum {string} */
                    alg?: "RS256" | "PS256";
                    /** @constant */
                    use?: "sig";
                    x5c?: string[];
                })[];
            } | null;
            jwks_uri?: string | null;
            scope?: string | null;
            contacts?: string[] | null;
            logo_uri?: string | null;
            client_uri?: string | null;
            policy_uri?: string | null;
            tos_uri?: string | null;
            backchannel_logout_uri?: string | null;
            backchannel_logout_session_required?: boolean | null;
            initiate_login_uri?: string | null;
            id_token_signed_response_alg?: ("ES256" | "RS256") | null;
            subject_type?: ("public" | "pairwise") | null;
            default_max_age?: number | null;
            require_pushed_authorization_requests?: boolean | null;
            dpop_bound_access_tokens?: boolean | null;
            tls_client_auth_subject_dn?: string | null;
            tls_client_auth_san_dns?: string | null;
            tls_client_auth_san_uri?: string | null;
            tls_client_auth_san_ip?: string | null;
            tls_client_auth_san_email?: string | null;
            tls_client_certificate_bound_access_tokens?: boolean | null;
            request_object_signing_alg?: ("ES256" | "PS256") | null;
            require_signed_request_object?: boolean | null;
            profile?: "fapi2" | null;
            direct_sign_in?: boolean | null;
            allowed_resources?: string[] | null;
            default_resource?: string | null;
            ios?: {
                team_id: string;
                bundle_ids: string[];
            } | null;
            android?: {
                package_name: string;
                sha256_cert_fingerprints: string[];
            }[] | null;
            first_party?: boolean;
        };
        /**
         * @description How long the former secret works beside the new one.
         * @example {
         *       "keep_former_seconds": 3600
         *     }
         */
        RotateSecret: {
            /** @default 86400 */
            keep_former_seconds?: number;
        };
        /**
         * @description A fresh secret, which is shown this once.
         * @example {
         *       "client_id": "shop",
         *       "client_secret": "k3…",
         *       "secrets": [
         *         {
         *           "since": "2026-11-22T12:00:00Z",
         *           "until": null,
         *           "reference": null
         *         }
         *       ]
         *     }
         */
        RotatedSecret: {
            client_id: string;
            client_secret: string;
            secrets: {
                /** Format: date-time */
                since: string;
                until: string | null;
                reference: unknown;
            }[];
        };
        /**
         * @description What goes with the application.
         * @example {
         *       "consents": 12,
         *       "grants": 3
         *     }
         */
        ApplicationRemoval: {
            consents: number;
            grants: number;
        };
        /**
         * @description What the application sets differently from its tenant, and what counts on the way to it.
         * @example {
         *       "settings": {
         *         "registration": {
         *           "mode": "invitation"
         *         }
         *       },
         *       "effective": {
         *         "registration": {
         *           "mode": "invitation"
         *         }
         *       }
         *     }
         */
        ApplicationSettings: {
            settings: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            effective: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        /**
         * @description A merge patch (RFC 7396): null takes a setting back to what the tenant says. `signIn.connections` names the connections that the application offers: none where it is empty, all that the tenant offers where it is null.
         * @example {
         *       "registration": {
         *         "mode": "invitation"
         *       },
         *       "signIn": {
         *         "connections": [
         *           "google"
         *         ]
         *       }
         *     }
         */
        ChangeApplicationSettings: {
            [key: string]: null | {
                [key: string]: unknown;
            };
        };
        /**
         * @description Nothing has to be said.
         * @example {}
         */
        NothingToSay: Record<string, never>;
        /**
         * @description What the business wishes; what is left out is as we would have it.
         * @example {
         *       "accent": "#ffe600",
         *       "radius_pixels": 12,
         *       "font": "humanist"
         *     }
         */
        BrandingWishes: {
            accent?: string;
            radius_pixels?: number;
            /** @enum {string} */
            mode?: "light" | "dark" | "auto";
            /** @enum {string} */
            font?: "system" | "humanist" | "rounded" | "serif";
            logo?: {
                light?: string;
                dark?: string;
            };
            favicon?: string;
        };
        /**
         * @description The wishes, and where a colour had to give way so that everybody can read it.
         * @example {
         *       "branding": {
         *         "accent": "#ffe600",
         *         "radius_pixels": 12,
         *         "font": "humanist"
         *       },
         *       "adjustments": [
         *         {
         *           "mode": "light",
         *           "reason": "contrast",
         *           "from": "#ffe600",
         *           "to": "#847600"
         *         }
         *       ]
         *     }
         */
        Branding: {
            branding: {
                accent?: string;
                radius_pixels?: number;
                /** @enum {string} */
                mode?: "light" | "dark" | "auto";
                /** @enum {string} */
                font?: "system" | "humanist" | "rounded" | "serif";
                logo?: {
                    light?: string;
                    dark?: string;
                };
                favicon?: string;
            };
            adjustments: {
                /** @enum {string} */
                mode: "light" | "dark";
                /** @enum {string} */
                reason: "contrast" | "not_a_colour";
                from: string;
                to: string;
            }[];
        };
        /**
         * @description What pages and mails call the tenant: 1 to 80 characters on one line.
         * @example {
         *       "name": "Acme"
         *     }
         */
        OwnTenantName: {
            name: string;
        };
        /**
         * @description A picture of the tenant.
         * @example {
         *       "asset": "q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
         *       "address": "https://id.acme.example/brand/q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
         *       "content_type": "image/png",
         *       "width": 240,
         *       "height": 80,
         *       "bytes": 5120,
         *       "added_at": "2026-11-22T12:00:00Z"
         *     }
         */
        Picture: {
            asset: string;
            address: string;
            /** @enum {string} */
            content_type: "image/png" | "image/jpeg" | "image/webp";
            width: number;
            height: number;
            bytes: number;
            /** Format: date-time */
            added_at: string;
        };
        /**
         * @description The pictures, newest first.
         * @example {
         *       "items": [
         *         {
         *           "asset": "q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
         *           "address": "https://id.acme.example/brand/q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
         *           "content_type": "image/png",
         *           "width": 240,
         *           "height": 80,
         *           "bytes": 5120,
         *           "added_at": "2026-11-22T12:00:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        PictureList: {
            items: components["schemas"]["Picture"][];
            next_cursor: string | null;
        };
        /**
         * @description A PNG, JPEG or WebP of at most 256 kB and 2000 pixels. SVG is not taken.
         * @example {
         *       "content": "iVBORw0KGgo="
         *     }
         */
        NewPicture: {
            /** Format: base64 */
            content: string;
        };
        /**
         * @description What a page would look like with values that are not saved.
         * @example {
         *       "page": "sign-in",
         *       "branding": {
         *         "accent": "#ffe600",
         *         "radius_pixels": 12,
         *         "font": "humanist"
         *       }
         *     }
         */
        BrandingPreview: {
            /** @enum {string} */
            page: "sign-in" | "sign-up" | "verify" | "error" | "mail";
            locale?: string;
            branding?: components["schemas"]["BrandingWishes"];
            application_id?: string;
            texts?: {
                [key: string]: string | null;
            };
            mail?: string;
        };
        /**
         * @description The page, drawn. Show `address` in a frame with the attribute `sandbox`: it has a policy of its own.
         * @example {
         *       "address": "https://id.acme.example/brand/preview/…",
         *       "expires_at": "2026-11-22T12:10:00Z",
         *       "html": "<!doctype html>…",
         *       "adjustments": []
         *     }
         */
        BrandingPreviewed: {
            address: string;
            /** Format: date-time */
            expires_at: string;
            html: string;
            adjustments: {
                /** @enum {string} */
                mode: "light" | "dark";
                /** @enum {string} */
                reason: "contrast" | "not_a_colour";
                from: string;
                to: string;
            }[];
        };
        /**
         * @description What is done to whom: customers by id, or those of a state and time. Administrators are passed over.
         * @example {
         *       "action": "end_sessions",
         *       "selection": {
         *         "customer_ids": [
         *           "cus_0123456789abcdefghjkmnpqrs"
         *         ]
         *       }
         *     }
         */
        StartBulkAction: {
            /** @enum {string} */
            action: "disable" | "end_sessions" | "close";
            selection: {
                customer_ids: string[];
            } | {
                filter: {
                    /** @enum {string} */
                    state?: "active" | "disabled" | "closing";
                    /** Format: date-time */
                    created_from?: string;
                    /** Format: date-time */
                    created_to?: string;
                };
            };
        };
        /**
         * @description How far it came: `done` were changed, `passed_over` needed or allowed nothing.
         * @example {
         *       "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
         *       "action": "end_sessions",
         *       "state": "running",
         *       "total": 200,
         *       "done": 50,
         *       "passed_over": 2,
         *       "by": {
         *         "kind": "administrator",
         *         "id": "cus_0123456789abcdefghjkmnpqrs"
         *       },
         *       "created_at": "2026-11-22T10:30:00Z",
         *       "finished_at": null
         *     }
         */
        BulkAction: {
            bulk_id: string;
            /** @enum {string} */
            action: "disable" | "end_sessions" | "close";
            /** @enum {string} */
            state: "running" | "finished" | "cancelled";
            total: number;
            done: number;
            passed_over: number;
            by: {
                kind: string;
                id: string;
            };
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
        };
        /**
         * @description Bulk actions, newest first.
         * @example {
         *       "items": [
         *         {
         *           "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
         *           "action": "end_sessions",
         *           "state": "running",
         *           "total": 200,
         *           "done": 50,
         *           "passed_over": 2,
         *           "by": {
         *             "kind": "administrator",
         *             "id": "cus_0123456789abcdefghjkmnpqrs"
         *           },
         *           "created_at": "2026-11-22T10:30:00Z",
         *           "finished_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        BulkActions: {
            items: components["schemas"]["BulkAction"][];
            next_cursor: string | null;
        };
        /**
         * @description A configuration file.
         * @example {
         *       "document": "settings: { session: { idleSeconds: 3600 } }"
         *     }
         */
        ConfigurationFile: {
            document: string;
        };
        /**
         * @description A configuration file, and the plan that was looked at.
         * @example {
         *       "document": "settings: { session: { idleSeconds: 3600 } }"
         *     }
         */
        ApplyConfiguration: {
            document: string;
            fingerprint?: string;
        };
        /**
         * @description What the file changes, or would change; or why it cannot be used.
         * @example {
         *       "has_changes": true,
         *       "changes": [
         *         {
         *           "action": "change",
         *           "section": "settings",
         *           "key": "session.idleSeconds",
         *           "fields": [
         *             {
         *               "field": "",
         *               "from": 604800,
         *               "to": 3600
         *             }
         *           ],
         *           "notes": []
         *         }
         *       ],
         *       "fingerprint": "x",
         *       "findings": []
         *     }
         */
        ConfigurationPlan: {
            has_changes: boolean;
            changes: {
                /** @enum {string} */
                action: "create" | "change" | "remove";
                section: string;
                key: string;
                fields: {
                    field: string;
                    from?: unknown;
                    to?: unknown;
                }[];
                notes: string[];
            }[];
            fingerprint: string | null;
            findings: {
                line: number;
                column: number;
                path: string;
                message: string;
            }[];
        };
        /**
         * @description What would have to change to be as the file says that was applied last.
         * @example {
         *       "has_changes": true,
         *       "changes": [
         *         {
         *           "action": "change",
         *           "section": "settings",
         *           "key": "session.idleSeconds",
         *           "fields": [
         *             {
         *               "field": "",
         *               "from": 604800,
         *               "to": 3600
         *             }
         *           ],
         *           "notes": []
         *         }
         *       ],
         *       "fingerprint": "x",
         *       "version": 3,
         *       "applied_at": "2026-11-22T12:00:00Z",
         *       "applied_by": {
         *         "kind": "system",
         *         "id": null
         *       }
         *     }
         */
        ConfigurationDrift: {
            has_changes: boolean;
            changes: {
                /** @enum {string} */
                action: "create" | "change" | "remove";
                section: string;
                key: string;
                fields: {
                    field: string;
                    from?: unknown;
                    to?: unknown;
                }[];
                notes: string[];
            }[];
            fingerprint: string;
            version: number;
            /** Format: date-time */
            applied_at: string;
            applied_by: {
                kind: string;
                id: string | null;
            };
        };
        /**
         * @description What counts now, as a file.
         * @example {
         *       "document": "format: 1\nname: Acme\n"
         *     }
         */
        ExportedConfiguration: {
            document: string;
        };
        /**
         * @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`.
         * @example {
         *       "connection_id": "google",
         *       "name": "Google",
         *       "preset": "google",
         *       "state": "active",
         *       "client_id": "1234.apps.googleusercontent.com",
         *       "has_client_secret": true,
         *       "issuer": "https://accounts.google.com",
         *       "scope": "openid profile email",
         *       "token_endpoint_auth_method": "client_secret_post",
         *       "email_is_authoritative": true,
         *       "claims": {},
         *       "sign_up": "open",
         *       "keeps_tokens": false,
         *       "domain_sign_in": "offered",
         *       "order": 0,
         *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
         *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
         *     }
         */
        Connection: {
            connection_id: string;
            name: string;
            /** @enum {string} */
            preset: "openid" | "oauth2" | "google" | "apple" | "microsoft" | "facebook" | "github" | "linkedin" | "x" | "amazon" | "discord";
            /** @enum {string} */
            state: "active" | "disabled";
            client_id: string;
            issuer?: string;
            microsoft_tenant?: string;
            apple?: {
                team_id: string;
                key_id: string;
            };
            authorization_endpoint?: string;
            token_endpoint?: string;
            userinfo_endpoint?: string;
            scope?: string;
            /** @enum {string} */
            token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post" | "none";
            subject_claim?: string;
            email_claim?: string;
            email_verified_claim?: string;
            name_claim?: string;
            email_is_authoritative?: boolean;
            claims?: {
                [key: string]: string;
            };
            /** @enum {string} */
            sign_up?: "open" | "linked_only";
            keeps_tokens?: boolean;
            /** @enum {string} */
            domain_sign_in?: "offered" | "required";
            order?: number;
            has_client_secret: boolean;
            redirect_uri: string;
            backchannel_logout_uri: string;
        };
        /**
         * @description A connection of a list, with how much hangs on it.
         * @example {
         *       "connection_id": "google",
         *       "name": "Google",
         *       "preset": "google",
         *       "state": "active",
         *       "client_id": "1234.apps.googleusercontent.com",
         *       "has_client_secret": true,
         *       "issuer": "https://accounts.google.com",
         *       "scope": "openid profile email",
         *       "token_endpoint_auth_method": "client_secret_post",
         *       "email_is_authoritative": true,
         *       "claims": {},
         *       "sign_up": "open",
         *       "keeps_tokens": false,
         *       "domain_sign_in": "offered",
         *       "order": 0,
         *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
         *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout",
         *       "identities": 12,
         *       "domains": 1
         *     }
         */
        ListedConnection: {
            connection_id: string;
            name: string;
            /** @enum {string} */
            preset: "openid" | "oauth2" | "google" | "apple" | "microsoft" | "facebook" | "github" | "linkedin" | "x" | "amazon" | "discord";
            /** @enum {string} */
            state: "active" | "disabled";
            client_id: string;
            issuer?: string;
            microsoft_tenant?: string;
            apple?: {
                team_id: string;
                key_id: string;
            };
            authorization_endpoint?: string;
            token_endpoint?: string;
            userinfo_endpoint?: string;
            scope?: string;
            /** @enum {string} */
            token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post" | "none";
            subject_claim?: string;
            email_claim?: string;
            email_verified_claim?: string;
            name_claim?: string;
            email_is_authoritative?: boolean;
            claims?: {
                [key: string]: string;
            };
            /** @enum {string} */
            sign_up?: "open" | "linked_only";
            keeps_tokens?: boolean;
            /** @enum {string} */
            domain_sign_in?: "offered" | "required";
            order?: number;
            has_client_secret: boolean;
            redirect_uri: string;
            backchannel_logout_uri: string;
            identities: number;
            domains: number;
        };
        /**
         * @description Connections by id.
         * @example {
         *       "items": [
         *         {
         *           "connection_id": "google",
         *           "name": "Google",
         *           "preset": "google",
         *           "state": "active",
         *           "client_id": "1234.apps.googleusercontent.com",
         *           "has_client_secret": true,
         *           "issuer": "https://accounts.google.com",
         *           "scope": "openid profile email",
         *           "token_endpoint_auth_method": "client_secret_post",
         *           "email_is_authoritative": true,
         *           "claims": {},
         *           "sign_up": "open",
         *           "keeps_tokens": false,
         *           "domain_sign_in": "offered",
         *           "order": 0,
         *           "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
         *           "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout",
         *           "identities": 12,
         *           "domains": 1
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ConnectionList: {
            items: components["schemas"]["ListedConnection"][];
            next_cursor: string | null;
        };
        /**
         * @description A new connection. What is left out is as the preset says. The secret is taken and never shown again.
         * @example {
         *       "connection_id": "google",
         *       "name": "Google",
         *       "preset": "google",
         *       "client_id": "1234.apps.googleusercontent.com",
         *       "client_secret": "GOCSPX-…"
         *     }
         */
        NewConnection: {
            connection_id: string;
            name: string;
            /** @enum {string} */
            preset: "openid" | "oauth2" | "google" | "apple" | "microsoft" | "facebook" | "github" | "linkedin" | "x" | "amazon" | "discord";
            /**
             * @default active
             * @enum {string}
             */
            state?: "active" | "disabled";
            client_id: string;
            issuer?: string;
            microsoft_tenant?: string;
            apple?: {
                team_id: string;
                key_id: string;
            };
            authorization_endpoint?: string;
            token_endpoint?: string;
            userinfo_endpoint?: string;
            scope?: string;
            /** @enum {string} */
            token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post" | "none";
            subject_claim?: string;
            email_claim?: string;
            email_verified_claim?: string;
            name_claim?: string;
            email_is_authoritative?: boolean;
            claims?: {
                [key: string]: string;
            };
            /** @enum {string} */
            sign_up?: "open" | "linked_only";
            keeps_tokens?: boolean;
            /** @enum {string} */
            domain_sign_in?: "offered" | "required";
            order?: number;
            client_secret?: string;
            domains?: string[];
        };
        /**
         * @description A merge patch (RFC 7396): null takes a field back to what the preset says. A change of issuer or of an address asks for `client_secret` again.
         * @example {
         *       "sign_up": "linked_only"
         *     }
         */
        ChangeConnection: {
            name?: string;
            client_id?: string;
            issuer?: string | null;
            microsoft_tenant?: string | null;
            apple?: {
                team_id: string;
                key_id: string;
            } | null;
            authorization_endpoint?: string | null;
            token_endpoint?: string | null;
            userinfo_endpoint?: string | null;
            scope?: string | null;
            token_endpoint_auth_method?: ("client_secret_basic" | "client_secret_post" | "none") | null;
            subject_claim?: string | null;
            email_claim?: string | null;
            email_verified_claim?: string | null;
            name_claim?: string | null;
            email_is_authoritative?: boolean | null;
            claims?: {
                [key: string]: string;
            } | null;
            sign_up?: ("open" | "linked_only") | null;
            keeps_tokens?: boolean | null;
            domain_sign_in?: ("offered" | "required") | null;
            order?: number | null;
            client_secret?: string;
        };
        /**
         * @description What goes with the connection.
         * @example {
         *       "identities": 12,
         *       "domains": 1
         *     }
         */
        ConnectionRemoval: {
            identities: number;
            domains: number;
        };
        /**
         * @description What was found when the provider was asked, now.
         * @example {
         *       "ok": true,
         *       "findings": [
         *         {
         *           "check": "discovery",
         *           "outcome": "ok",
         *           "code": "discovery_ok",
         *           "reason": null,
         *           "values": {},
         *           "text": "The provider answers, and it is the one that was set."
         *         }
         *       ]
         *     }
         */
        ConnectionTest: {
            ok: boolean;
            findings: {
                /** @enum {string} */
                check: "configuration" | "discovery" | "keys" | "addresses" | "secret";
                /** @enum {string} */
                outcome: "ok" | "warning" | "failed";
                /** @enum {string} */
                code: "connection_off" | "secret_missing" | "discovery_unreadable" | "issuer_differs" | "discovery_ok" | "address_unusable" | "challenge_unnamed" | "scopes_unnamed" | "keys_unreadable" | "keys_unusable" | "keys_ok" | "host_unreachable" | "host_answered" | "host_ok";
                reason: ("address_refused" | "too_large" | "timeout" | "unreachable" | "redirect" | "status" | "not_json" | "not_object") | null;
                values: {
                    [key: string]: string;
                };
                text: string;
            }[];
        };
        /**
         * @description A mail domain whose owners sign in by the connection, once it is proven.
         * @example {
         *       "domain": "contoso.example",
         *       "state": "pending",
         *       "proof": {
         *         "value": "cardea-connection=…",
         *         "dns_record": "_cardea.contoso.example"
         *       },
         *       "added_at": "2026-11-22T12:00:00Z",
         *       "proven_at": null
         *     }
         */
        ConnectionDomain: {
            domain: string;
            /** @enum {string} */
            state: "proven" | "pending";
            proof: {
                value: string;
                dns_record: string;
            } | null;
            /** Format: date-time */
            added_at: string;
            proven_at: string | null;
        };
        /**
         * @description The domains of a connection.
         * @example {
         *       "items": [
         *         {
         *           "domain": "contoso.example",
         *           "state": "pending",
         *           "proof": {
         *             "value": "cardea-connection=…",
         *             "dns_record": "_cardea.contoso.example"
         *           },
         *           "added_at": "2026-11-22T12:00:00Z",
         *           "proven_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ConnectionDomainList: {
            items: components["schemas"]["ConnectionDomain"][];
            next_cursor: string | null;
        };
        /**
         * @description A mail domain that the company of this connection owns.
         * @example {
         *       "domain": "contoso.example"
         *     }
         */
        NewConnectionDomain: {
            domain: string;
        };
        /**
         * @description What the customer proves themselves with besides a password; the secrets of it are shown to nobody.
         * @example {
         *       "items": [
         *         {
         *           "method": "passkey",
         *           "name": null,
         *           "synced": true,
         *           "flagged": false,
         *           "count": 1,
         *           "enrolled_at": "2026-01-05T08:30:00Z",
         *           "last_used_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerFactors: {
            items: {
                /** @enum {string} */
                method: "passkey" | "authenticator" | "sms-code" | "recovery-code";
                name: string | null;
                synced: boolean | null;
                flagged: boolean;
                count: number;
                /** Format: date-time */
                enrolled_at: string;
                last_used_at: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Accounts elsewhere that the customer signs in with, the oldest first.
         * @example {
         *       "items": [
         *         {
         *           "identity_id": "idt_2cGkqzvWm3yT8sNfRb7LhD",
         *           "connection_id": "google",
         *           "connection_name": "Google",
         *           "usable": true,
         *           "issuer": "https://accounts.google.com",
         *           "subject": null,
         *           "email": "a•••@example.com",
         *           "name": "A•••",
         *           "masked": true,
         *           "linked_at": "2026-01-05T08:30:00Z",
         *           "last_used_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerIdentities: {
            items: {
                identity_id: string;
                connection_id: string;
                connection_name: string;
                usable: boolean;
                issuer: string;
                subject: string | null;
                email: string | null;
                name: string | null;
                masked: boolean;
                /** Format: date-time */
                linked_at: string;
                last_used_at: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description The code that somebody on the phone reads out from `/account/caller-check`.
         * @example {
         *       "code": "482 913"
         *     }
         */
        CallerCode: {
            code: string;
        };
        /**
         * @description Whether the caller is signed in to this account. The code is used up; no sign-in accepts it.
         * @example {
         *       "confirmed": true
         *     }
         */
        CallerChecked: {
            confirmed: boolean;
        };
        /**
         * @description A customer in a list.
         * @example {
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "state": "active",
         *       "email": "a•••@example.com",
         *       "email_verified": true,
         *       "phone_number": null,
         *       "username": null,
         *       "external_id": null,
         *       "name": "A•••",
         *       "masked": true,
         *       "created_at": "2026-01-05T08:30:00Z",
         *       "updated_at": "2026-01-05T08:30:00Z"
         *     }
         */
        CustomerSummary: {
            customer_id: string;
            /** @enum {string} */
            state: "active" | "disabled" | "closing" | "closed";
            email: string | null;
            email_verified: boolean;
            phone_number: string | null;
            username: string | null;
            external_id: string | null;
            name: string | null;
            masked: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description Customers, page by page.
         * @example {
         *       "items": [
         *         {
         *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *           "state": "active",
         *           "email": "a•••@example.com",
         *           "email_verified": true,
         *           "phone_number": null,
         *           "username": null,
         *           "external_id": null,
         *           "name": "A•••",
         *           "masked": true,
         *           "created_at": "2026-01-05T08:30:00Z",
         *           "updated_at": "2026-01-05T08:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerList: {
            items: components["schemas"]["CustomerSummary"][];
            next_cursor: string | null;
        };
        /**
         * @description A customer, whole. The `ETag` of the answer goes back as `If-Match`.
         * @example {
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "state": "active",
         *       "email": "a•••@example.com",
         *       "email_verified": true,
         *       "phone_number": null,
         *       "username": null,
         *       "external_id": null,
         *       "name": "A•••",
         *       "masked": true,
         *       "created_at": "2026-01-05T08:30:00Z",
         *       "updated_at": "2026-01-05T08:30:00Z",
         *       "version": "3",
         *       "locale": "en",
         *       "closes_at": null,
         *       "phone_verified": false,
         *       "undeliverable_since": null,
         *       "password_set_at": "2026-01-05T08:30:00Z",
         *       "attributes": {
         *         "name": "A•••"
         *       },
         *       "attribute_labels": {
         *         "name": "Name"
         *       }
         *     }
         */
        Customer: {
            customer_id: string;
            /** @enum {string} */
            state: "active" | "disabled" | "closing" | "closed";
            email: string | null;
            email_verified: boolean;
            phone_number: string | null;
            username: string | null;
            external_id: string | null;
            name: string | null;
            masked: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            version: string;
            locale: string;
            closes_at: string | null;
            phone_verified: boolean;
            undeliverable_since: string | null;
            password_set_at: string | null;
            attributes: {
                [key: string]: unknown;
            };
            attribute_labels: {
                [key: string]: string;
            };
        };
        /**
         * @description A new customer, without a password: whoever is to have it chooses it.
         * @example {
         *       "email": "anna@example.com",
         *       "email_verified": true,
         *       "attributes": {
         *         "name": "Anna Bergmann"
         *       },
         *       "external_id": "crm-4711"
         *     }
         */
        CreateCustomer: {
            email: string;
            /** @default false */
            email_verified?: boolean;
            /** @default {} */
            attributes?: {
                [key: string]: unknown;
            };
            /** @default null */
            external_id?: string | null;
            locale?: string;
            /**
             * @default password_link
             * @enum {string}
             */
            send?: "password_link" | "nothing";
        };
        /**
         * @description A merge patch (RFC 7396): what is not named stays, null takes a value away.
         * @example {
         *       "attributes": {
         *         "name": "Anna Berger"
         *       },
         *       "external_id": "crm-4711"
         *     }
         */
        ChangeCustomer: {
            attributes?: {
                [key: string]: unknown;
            };
            external_id?: string | null;
            locale?: string;
        };
        /**
         * @description By one of these. It is sent in a body, so that no personal data stands in the address of a request.
         * @example {
         *       "name": "anna berg"
         *     }
         */
        SearchCustomers: {
            email: string;
        } | {
            phone: string;
            country?: string;
        } | {
            username: string;
        } | {
            external_id: string;
        } | {
            customer_id: string;
        } | {
            name: string;
            cursor?: string;
            /** @default 25 */
            limit?: number;
        } | {
            attribute: string;
            value: string;
            /**
             * @default exact
             * @enum {string}
             */
            match?: "exact" | "prefix";
            cursor?: string;
            /** @default 25 */
            limit?: number;
        };
        /**
         * @description No fields.
         * @example {}
         */
        Nothing: Record<string, never>;
        /**
         * @description Where the customer is signed in.
         * @example {
         *       "items": [
         *         {
         *           "session_id": "ses_0123456789abcdefghjkmnpqrs",
         *           "device": {
         *             "browser": "Firefox",
         *             "system": "Windows"
         *           },
         *           "address": null,
         *           "place": null,
         *           "created_at": "2026-11-22T08:30:00Z",
         *           "last_seen_at": "2026-11-22T10:30:00Z",
         *           "applications": []
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerSessions: {
            items: {
                session_id: string;
                device: {
                    browser: string | null;
                    system: string | null;
                };
                address: string | null;
                place: {
                    country: string | null;
                    region: string | null;
                    city: string | null;
                    private: boolean;
                } | null;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                last_seen_at: string;
                applications: {
                    application_id: string;
                    name: string;
                    /** Format: date-time */
                    last_used_at: string;
                }[];
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Browsers that the customer has signed in with and that are still remembered.
         * @example {
         *       "items": [
         *         {
         *           "first_seen_at": "2026-01-05T08:30:00Z",
         *           "last_seen_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerDevices: {
            items: {
                /** Format: date-time */
                first_seen_at: string;
                /** Format: date-time */
                last_seen_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What the customer allowed to which application.
         * @example {
         *       "items": [
         *         {
         *           "application_id": "app_0123456789abcdefghjkmnpqrs",
         *           "name": "The shop",
         *           "scopes": [
         *             "openid",
         *             "email"
         *           ],
         *           "granted_at": "2026-01-05T08:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerConsents: {
            items: {
                application_id: string;
                name: string | null;
                scopes: string[];
                /** Format: date-time */
                granted_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Which application received what of the customer in the last year.
         * @example {
         *       "items": [
         *         {
         *           "application_id": "app_0123456789abcdefghjkmnpqrs",
         *           "name": "The shop",
         *           "attributes": [
         *             "email",
         *             "sub"
         *           ],
         *           "last_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerRecipients: {
            items: {
                application_id: string;
                name: string | null;
                attributes: string[];
                /** Format: date-time */
                last_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What staff wrote about the customer, newest first.
         * @example {
         *       "items": [
         *         {
         *           "note_id": "not_0123456789abcdefghjkmnpqrs",
         *           "text": "Asked to be called back.",
         *           "author": {
         *             "kind": "administrator",
         *             "id": "cus_0123456789abcdefghjkmnpqrs"
         *           },
         *           "created_at": "2026-11-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        CustomerNotes: {
            items: {
                note_id: string;
                text: string | null;
                author: {
                    kind: string;
                    id: string;
                };
                /** Format: date-time */
                created_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description A note about the customer. They may ask to read it.
         * @example {
         *       "text": "Asked to be called back."
         *     }
         */
        AddNote: {
            text: string;
        };
        /**
         * @description The note that was written.
         * @example {
         *       "note_id": "not_0123456789abcdefghjkmnpqrs",
         *       "created_at": "2026-11-22T10:30:00Z"
         *     }
         */
        NoteAdded: {
            note_id: string;
            /** Format: date-time */
            created_at: string;
        };
        /**
         * @description A name that the tenant answers at, or that waits for a proof.
         * @example {
         *       "host": "login.acme.example",
         *       "state": "pending",
         *       "is_primary": false,
         *       "issuer": "https://login.acme.example",
         *       "proof": {
         *         "value": "cardea-domain=…",
         *         "dns_record": "_cardea.login.acme.example",
         *         "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
         *       },
         *       "added_at": null,
         *       "expires_at": "2026-12-06T12:00:00Z"
         *     }
         */
        Domain: {
            host: string;
            /** @enum {string} */
            state: "verified" | "pending";
            is_primary: boolean;
            issuer: string;
            proof: {
                value: string;
                dns_record: string;
                https_address: string;
            } | null;
            added_at: string | null;
            expires_at: string | null;
        };
        /**
         * @description The primary domain first.
         * @example {
         *       "items": [
         *         {
         *           "host": "login.acme.example",
         *           "state": "pending",
         *           "is_primary": false,
         *           "issuer": "https://login.acme.example",
         *           "proof": {
         *             "value": "cardea-domain=…",
         *             "dns_record": "_cardea.login.acme.example",
         *             "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
         *           },
         *           "added_at": null,
         *           "expires_at": "2026-12-06T12:00:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        DomainList: {
            items: components["schemas"]["Domain"][];
            next_cursor: string | null;
        };
        /**
         * @description A name that the business owns.
         * @example {
         *       "host": "login.acme.example"
         *     }
         */
        NewDomain: {
            host: string;
        };
        /**
         * @description Confirms that the issuer changes: every application has to be told, and everybody signs in again.
         * @example {
         *       "confirm_issuer": "https://login.acme.example"
         *     }
         */
        PrimaryDomain: {
            confirm_issuer?: string;
        };
        /**
         * @description How far a file came. Of `records` that are behind, `imported` are new here, `completed` were here and got the hash they lacked, `skipped` were here already, `rejected` could not be taken.
         * @example {
         *       "import_id": "imp_0123456789abcdefghjkmnpqrs",
         *       "format": "auth0",
         *       "state": "running",
         *       "records": 1200,
         *       "imported": 1150,
         *       "completed": 0,
         *       "skipped": 30,
         *       "rejected": 20,
         *       "options": {
         *         "duplicates": "skip",
         *         "undeclared": "reject",
         *         "keep_subjects": true,
         *         "trust_emails": false,
         *         "invite": false,
         *         "connections": {}
         *       },
         *       "by": {
         *         "kind": "system",
         *         "id": null
         *       },
         *       "created_at": "2026-11-22T10:30:00Z",
         *       "updated_at": "2026-11-22T10:30:02Z",
         *       "finished_at": null,
         *       "findings_until": "2026-12-22T10:30:02Z"
         *     }
         */
        Import: {
            import_id: string;
            format: string;
            /** @enum {string} */
            state: "running" | "finished";
            records: number;
            imported: number;
            completed: number;
            skipped: number;
            rejected: number;
            options: {
                duplicates: string;
                undeclared: string;
                keep_subjects: boolean;
                trust_emails: boolean;
                invite: boolean;
                connections: {
                    [key: string]: string;
                };
            };
            by: {
                kind: string;
                id: string | null;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            finished_at: string | null;
            /** Format: date-time */
            findings_until: string;
        };
        /**
         * @description Imports, newest first.
         * @example {
         *       "items": [
         *         {
         *           "import_id": "imp_0123456789abcdefghjkmnpqrs",
         *           "format": "auth0",
         *           "state": "running",
         *           "records": 1200,
         *           "imported": 1150,
         *           "completed": 0,
         *           "skipped": 30,
         *           "rejected": 20,
         *           "options": {
         *             "duplicates": "skip",
         *             "undeclared": "reject",
         *             "keep_subjects": true,
         *             "trust_emails": false,
         *             "invite": false,
         *             "connections": {}
         *           },
         *           "by": {
         *             "kind": "system",
         *             "id": null
         *           },
         *           "created_at": "2026-11-22T10:30:00Z",
         *           "updated_at": "2026-11-22T10:30:02Z",
         *           "finished_at": null,
         *           "findings_until": "2026-12-22T10:30:02Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Imports: {
            items: components["schemas"]["Import"][];
            next_cursor: string | null;
        };
        /**
         * @description Records that were not imported, in the order of the file: where they stand and why, and nothing of what they hold.
         * @example {
         *       "items": [
         *         {
         *           "record": 17,
         *           "line": 18,
         *           "outcome": "rejected",
         *           "code": "email.malformed",
         *           "field": "email"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ImportFindings: {
            items: {
                record: number;
                line: number;
                /** @enum {string} */
                outcome: "rejected" | "skipped";
                code: string;
                field: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Those that are not over, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "token_id": "iat_0123456789abcdefghjkmnpqrs",
         *           "name": "Agents of the workshop",
         *           "remaining": 20,
         *           "created_at": "2026-11-22T10:30:00Z",
         *           "expires_at": "2026-11-29T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        InitialAccessTokens: {
            items: {
                token_id: string;
                name: string;
                remaining: number;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description For whom, for how many applications, and for how long.
         * @example {
         *       "name": "Agents of the workshop",
         *       "uses": 20
         *     }
         */
        CreateInitialAccessToken: {
            name: string;
            /** @default 1 */
            uses?: number;
            /** @default 168 */
            hours?: number;
        };
        /**
         * @description The token, which is shown this once.
         * @example {
         *       "token_id": "iat_0123456789abcdefghjkmnpqrs",
         *       "initial_access_token": "k3…"
         *     }
         */
        CreatedInitialAccessToken: {
            token_id: string;
            initial_access_token: string;
        };
        /**
         * @description Whom to invite. The account begins when they accept; a former invitation to the same address ends.
         * @example {
         *       "email": "anna@example.com"
         *     }
         */
        InviteCustomer: {
            email: string;
            /** @default null */
            application_id?: string | null;
            locale?: string;
        };
        /**
         * @description The invitation.
         * @example {
         *       "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
         *       "expires_at": "2026-12-06T10:30:00Z"
         *     }
         */
        InvitationSent: {
            invitation_id: string;
            /** Format: date-time */
            expires_at: string;
        };
        /**
         * @description Invitations, the open ones first.
         * @example {
         *       "items": [
         *         {
         *           "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
         *           "email": "a•••@example.com",
         *           "application_id": null,
         *           "state": "open",
         *           "invited_at": "2026-11-22T10:30:00Z",
         *           "expires_at": "2026-12-06T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Invitations: {
            items: {
                invitation_id: string;
                email: string | null;
                application_id: string | null;
                /** @enum {string} */
                state: "open" | "expired" | "accepted" | "revoked";
                /** Format: date-time */
                invited_at: string;
                /** Format: date-time */
                expires_at: string;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description The keys, published ones first.
         * @example {
         *       "items": [
         *         {
         *           "key_id": "key_0123456789abcdefghjkmnpqrs",
         *           "algorithm": "ES256",
         *           "state": "active",
         *           "created_at": "2026-11-22T12:00:00Z",
         *           "active_from": "2026-11-23T12:00:00Z",
         *           "published_until": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        SigningKeyList: {
            items: {
                key_id: string;
                /** @enum {string} */
                algorithm: "ES256" | "RS256";
                /** @enum {string} */
                state: "pending" | "active" | "retiring" | "gone";
                /** Format: date-time */
                created_at: string;
                active_from: string | null;
                published_until: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Fresh keys are published at once and sign later, so that nobody notices; with `now` they sign at once.
         * @example {
         *       "now": false
         *     }
         */
        RotateKeys: {
            /** @default false */
            now?: boolean;
        };
        /**
         * @description The keys that were made; none when a rotation was under way already.
         * @example {
         *       "key_ids": [
         *         "key_0123456789abcdefghjkmnpqrs"
         *       ],
         *       "active_from": "2026-11-23T12:00:00Z"
         *     }
         */
        KeyRotation: {
            key_ids: string[];
            active_from: string | null;
        };
        /**
         * @description The key that signs in its place; null when it did not sign.
         * @example {
         *       "key_id": "key_0123456789abcdefghjkmnpqrs",
         *       "signs_now": null
         *     }
         */
        KeyWithdrawal: {
            key_id: string;
            signs_now: string | null;
        };
        /**
         * @description Entries, newest first. A page may hold fewer than were asked for and still have a next one.
         * @example {
         *       "items": [
         *         {
         *           "entry_id": "4711",
         *           "recorded_at": "2026-11-22T10:30:00Z",
         *           "event": "customer.disabled",
         *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *           "actor": {
         *             "kind": "administrator",
         *             "id": "cus_1123456789abcdefghjkmnpqrs"
         *           },
         *           "request_id": "req_0123456789abcdefghjkmnpqrs",
         *           "data": {},
         *           "personal": null,
         *           "masked": false
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        LedgerEntries: {
            items: {
                entry_id: string;
                /** Format: date-time */
                recorded_at: string;
                event: string;
                customer_id: string | null;
                actor: {
                    kind: string;
                    id: string | null;
                };
                request_id: string | null;
                data: {
                    [key: string]: unknown;
                };
                personal: {
                    [key: string]: unknown;
                } | null;
                masked: boolean;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description Whoever shows the token: an administrator, or a service of the business.
         * @example {
         *       "kind": "administrator",
         *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
         *       "application_id": null,
         *       "name": "Anna Bergmann",
         *       "email": "anna@example.com",
         *       "roles": [
         *         "owner"
         *       ],
         *       "permissions": [
         *         "customers:read"
         *       ],
         *       "second_factor": "none",
         *       "tenant": {
         *         "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
         *         "name": "Acme",
         *         "origin": "https://id.example.com",
         *         "accent": "#0b5d57"
         *       }
         *     }
         */
        ManagementCaller: {
            /** @enum {string} */
            kind: "administrator" | "application";
            customer_id: string | null;
            application_id: string | null;
            name: string | null;
            email: string | null;
            roles: ("owner" | "security" | "support" | "developer" | "auditor" | "privacy-officer" | "marketing" | "read-only")[];
            permissions: ("customers:read" | "customers:write" | "customers.personal:read" | "customers:import" | "customers:export" | "applications:read" | "applications:write" | "connections:read" | "connections:write" | "settings:read" | "settings:write" | "domains:write" | "keys:write" | "policies:write" | "protection:read" | "protection:write" | "ledger:read" | "insights:read" | "integrations:write" | "privacy:write" | "admins:read" | "admins:write" | "tenants:read" | "tenants:write" | "system:read")[];
            /** @enum {string} */
            second_factor: "none" | "once_available" | "required";
            tenant: {
                tenant_id: string;
                name: string;
                origin: string;
                accent: string | null;
            };
        };
        /**
         * @description The declaration that counts. Its version is its `ETag`.
         * @example {
         *       "version": 1,
         *       "attributes": [
         *         {
         *           "name": "name",
         *           "type": "text",
         *           "at_sign_up": "optional",
         *           "scope": "profile"
         *         }
         *       ]
         *     }
         */
        ProfileSchema: {
            version: number;
            attributes: unknown[];
        };
        /**
         * @description The whole declaration. What is not in it is declared no more: its values rest sealed for 30 days.
         * @example {
         *       "attributes": [
         *         {
         *           "name": "name",
         *           "type": "text",
         *           "at_sign_up": "optional",
         *           "scope": "profile"
         *         }
         *       ]
         *     }
         */
        DeclareProfileSchema: {
            attributes: ({
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "text";
                min_length?: number;
                /** @default 200 */
                max_length?: number;
                pattern?: string;
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "long_text";
                /** @default 2000 */
                max_length?: number;
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "number";
                /** @default false */
                integer?: boolean;
                min?: number;
                max?: number;
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "boolean";
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "date";
                min?: string;
                max?: string;
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "choice";
                choices: {
                    value: string;
                    label?: {
                        [key: string]: string;
                    };
                }[];
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "multi_choice";
                choices: {
                    value: string;
                    label?: {
                        [key: string]: string;
                    };
                }[];
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "url";
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "country";
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "locale";
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "timezone";
            } | {
                name: string;
                label?: {
                    [key: string]: string;
                };
                help?: {
                    [key: string]: string;
                };
                /** @default true */
                personal?: boolean;
                /**
                 * @default identity
                 * @enum {string}
                 */
                category?: "contact" | "identity" | "preference" | "behaviour" | "sensitive" | "other";
                /**
                 * @default [
                 *       "account"
                 *     ]
                 */
                purposes?: string[];
                /**
                 * @default [
                 *       "customer",
                 *       "application",
                 *       "staff"
                 *     ]
                 */
                visible_to?: ("customer" | "application" | "staff")[];
                /**
                 * @default [
                 *       "customer",
                 *       "staff"
                 *     ]
                 */
                editable_by?: ("customer" | "application" | "staff")[];
                /**
                 * @default not
                 * @enum {string}
                 */
                at_sign_up?: "required" | "optional" | "not";
                /** @default never */
                ask?: "never" | {
                    /** @default 0 */
                    order?: number;
                    /** @default true */
                    skippable?: boolean;
                    /** @default 30 */
                    again_after_days?: number;
                };
                /**
                 * @default no
                 * @enum {string}
                 */
                searchable?: "no" | "exact" | "prefix";
                /** @default null */
                retention_days?: number | null;
                /** @default null */
                scope?: string | null;
                /** @constant */
                type: "phone";
            })[];
        };
        /**
         * @description What a change does, or would do.
         * @example {
         *       "from": 1,
         *       "to": 2,
         *       "has_changes": true,
         *       "added": [
         *         "size"
         *       ],
         *       "changed": [],
         *       "removed": [],
         *       "restored": [],
         *       "refused": []
         *     }
         */
        ProfileSchemaPlan: {
            from: number;
            to: number;
            has_changes: boolean;
            added: string[];
            changed: {
                attribute: string;
                fields: string[];
            }[];
            removed: {
                attribute: string;
                customers: number;
            }[];
            restored: {
                attribute: string;
                customers: number;
            }[];
            refused: {
                attribute: string;
                reason: string;
            }[];
        };
        /**
         * @description The version to bring back, as a new one.
         * @example {
         *       "version": 1
         *     }
         */
        RollBackProfileSchema: {
            version: number;
        };
        /**
         * @description What is going on at this moment.
         * @example {
         *       "mode": "attack",
         *       "begun_by": "detection",
         *       "began_at": "2026-11-22T14:02:00Z",
         *       "until": "2026-11-22T14:40:00Z",
         *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
         *       "attempts": {
         *         "attempts": 1240,
         *         "succeeded": 37,
         *         "failed": 803,
         *         "challenged": 400,
         *         "refused": 0
         *       },
         *       "accounts": 830,
         *       "last_attack": {
         *         "began_at": "2026-11-22T14:02:00Z",
         *         "ended_at": null
         *       },
         *       "open_findings": 3,
         *       "detection": "on",
         *       "attack_mode": "automatic",
         *       "standing_aside": false,
         *       "proxies": []
         *     }
         */
        ProtectionPosture: {
            /** @enum {string} */
            mode: "calm" | "attack";
            begun_by: ("detection" | "staff") | null;
            began_at: string | null;
            until: string | null;
            finding_id: string | null;
            attempts: {
                attempts: number;
                succeeded: number;
                failed: number;
                challenged: number;
                refused: number;
            } | null;
            accounts: number | null;
            last_attack: {
                /** Format: date-time */
                began_at: string;
                ended_at: string | null;
            } | null;
            open_findings: number;
            /** @enum {string} */
            detection: "on" | "off";
            /** @enum {string} */
            attack_mode: "automatic" | "manual";
            standing_aside: boolean;
            proxies: string[];
        };
        /**
         * @description How long it lasts. Asking again changes when it ends.
         * @example {
         *       "until": "1h"
         *     }
         */
        BeginAttackMode: {
            /** @enum {string} */
            until: "1h" | "24h" | "until_ended";
        };
        /**
         * @description Findings, newest first.
         * @example {
         *       "items": [
         *         {
         *           "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
         *           "kind": "flagged_neighbourhood",
         *           "action": "confirmed",
         *           "state": "open",
         *           "about": "203.0.113.0/24",
         *           "country": "DE",
         *           "figures": {
         *             "attempts": 48,
         *             "failures": 47,
         *             "accounts": 46,
         *             "test": 41.2
         *           },
         *           "customer_id": null,
         *           "began_at": "2026-11-22T14:02:00Z",
         *           "last_seen_at": "2026-11-22T14:09:00Z",
         *           "ended_at": null,
         *           "undone": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ProtectionFindings: {
            items: {
                finding_id: string;
                /** @enum {string} */
                kind: "stuffing" | "flagged_source" | "flagged_neighbourhood" | "flagged_network" | "flagged_user_agent" | "password_spray" | "account_guessing" | "sign_up_wave" | "mail_bombing" | "sms_pumping" | "relayed_sign_in";
                /** @enum {string} */
                action: "noted" | "challenged" | "confirmed" | "attack_mode";
                /** @enum {string} */
                state: "open" | "ended" | "undone";
                about: string | null;
                country: string | null;
                figures: {
                    [key: string]: number;
                };
                customer_id: string | null;
                /** Format: date-time */
                began_at: string;
                /** Format: date-time */
                last_seen_at: string;
                ended_at: string | null;
                undone: {
                    /** Format: date-time */
                    at: string;
                    by: {
                        kind: string;
                        id: string | null;
                    };
                } | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description A finding.
         * @example {
         *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
         *       "kind": "flagged_neighbourhood",
         *       "action": "confirmed",
         *       "state": "open",
         *       "about": "203.0.113.0/24",
         *       "country": "DE",
         *       "figures": {
         *         "attempts": 48,
         *         "failures": 47,
         *         "accounts": 46,
         *         "test": 41.2
         *       },
         *       "customer_id": null,
         *       "began_at": "2026-11-22T14:02:00Z",
         *       "last_seen_at": "2026-11-22T14:09:00Z",
         *       "ended_at": null,
         *       "undone": null,
         *       "sign_ups": null
         *     }
         */
        ProtectionFinding: {
            finding_id: string;
            /** @enum {string} */
            kind: "stuffing" | "flagged_source" | "flagged_neighbourhood" | "flagged_network" | "flagged_user_agent" | "password_spray" | "account_guessing" | "sign_up_wave" | "mail_bombing" | "sms_pumping" | "relayed_sign_in";
            /** @enum {string} */
            action: "noted" | "challenged" | "confirmed" | "attack_mode";
            /** @enum {string} */
            state: "open" | "ended" | "undone";
            about: string | null;
            country: string | null;
            figures: {
                [key: string]: number;
            };
            customer_id: string | null;
            /** Format: date-time */
            began_at: string;
            /** Format: date-time */
            last_seen_at: string;
            ended_at: string | null;
            undone: {
                /** Format: date-time */
                at: string;
                by: {
                    kind: string;
                    id: string | null;
                };
            } | null;
            sign_ups: number | null;
        };
        /**
         * @description What is done with the accounts of a wave. `count` is how many that are: where it is not, nothing is done.
         * @example {
         *       "action": "close",
         *       "count": 118,
         *       "keep": [
         *         "cus_0123456789abcdefghjkmnpqrs"
         *       ]
         *     }
         */
        RemoveSignUps: {
            /**
             * @default close
             * @enum {string}
             */
            action?: "disable" | "close";
            count: number;
            /** @default [] */
            keep?: string[];
        };
        /**
         * @description How attempts to sign in, to sign up and to recover an account ended, hour by hour, oldest first.
         * @example {
         *       "items": [
         *         {
         *           "hour": "2026-11-22T14:00:00Z",
         *           "attempts": 1300,
         *           "succeeded": 81,
         *           "failed": 819,
         *           "challenged": 400,
         *           "refused": 0,
         *           "under_attack": true
         *         }
         *       ]
         *     }
         */
        ProtectionFigures: {
            items: {
                attempts: number;
                succeeded: number;
                failed: number;
                challenged: number;
                refused: number;
                /** Format: date-time */
                hour: string;
                under_attack: boolean;
            }[];
        };
        /**
         * @description An API that access tokens can be made for.
         * @example {
         *       "resource_uri": "https://orders.example/",
         *       "name": "Orders",
         *       "scopes": {
         *         "orders:read": "See what you ordered"
         *       },
         *       "access_token_seconds": 600,
         *       "open_to_agents": false
         *     }
         */
        Resource: {
            resource_uri: string;
            name: string;
            scopes: {
                [key: string]: string;
            };
            /** @default 600 */
            access_token_seconds: number;
            /** @default false */
            open_to_agents: boolean;
        };
        /**
         * @description APIs by address.
         * @example {
         *       "items": [
         *         {
         *           "resource_uri": "https://orders.example/",
         *           "name": "Orders",
         *           "scopes": {
         *             "orders:read": "See what you ordered"
         *           },
         *           "access_token_seconds": 600,
         *           "open_to_agents": false
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ResourceList: {
            items: components["schemas"]["Resource"][];
            next_cursor: string | null;
        };
        /**
         * @description An API: the address that its tokens name as audience, and its scopes in the words of customers.
         * @example {
         *       "resource_uri": "https://orders.example/",
         *       "name": "Orders",
         *       "scopes": {
         *         "orders:read": "See what you ordered"
         *       },
         *       "access_token_seconds": 600,
         *       "open_to_agents": false
         *     }
         */
        RegisterResource: {
            resource_uri: string;
            name: string;
            scopes: {
                [key: string]: string;
            };
            /** @default 600 */
            access_token_seconds?: number;
            /** @default false */
            open_to_agents?: boolean;
        };
        /**
         * @description An API, whole.
         * @example {
         *       "name": "Orders",
         *       "scopes": {
         *         "orders:read": "See what you ordered"
         *       },
         *       "access_token_seconds": 600,
         *       "open_to_agents": false
         *     }
         */
        ChangeResource: {
            name: string;
            scopes: {
                [key: string]: string;
            };
            /** @default 600 */
            access_token_seconds?: number;
            /** @default false */
            open_to_agents?: boolean;
        };
        /**
         * @description Every setting as it counts. The `ETag` of the answer goes back as `If-Match`.
         * @example {
         *       "settings": {
         *         "session": {
         *           "idleSeconds": 3600
         *         }
         *       },
         *       "sources": {
         *         "session.idleSeconds": "tenant"
         *       },
         *       "defaults": {
         *         "session": {
         *           "idleSeconds": 604800
         *         }
         *       }
         *     }
         */
        Settings: {
            settings: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            sources: {
                [key: string]: "tenant" | "default";
            };
            defaults: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        /**
         * @description A merge patch (RFC 7396) by section and field: null takes a setting back to its default.
         * @example {
         *       "session": {
         *         "idleSeconds": 3600
         *       },
         *       "links": {
         *         "terms": null
         *       }
         *     }
         */
        ChangeSettings: {
            [key: string]: null | {
                [key: string]: unknown;
            };
        };
        /**
         * @description Text messages of the last days, and of today (UTC).
         * @example {
         *       "available": true,
         *       "days": 30,
         *       "currency": "EUR",
         *       "sent": 420,
         *       "entered": 391,
         *       "cost": 32.55,
         *       "today": {
         *         "sent": 12,
         *         "cost": 0.93,
         *         "daily_messages": 500,
         *         "daily_cost": 20,
         *         "stopped": false
         *       }
         *     }
         */
        SmsFigures: {
            available: boolean;
            days: number;
            currency: string;
            sent: number;
            entered: number;
            cost: number;
            today: {
                sent: number;
                cost: number;
                daily_messages: number;
                daily_cost: number | null;
                stopped: boolean;
            };
        };
        /**
         * @description How the installation does, at its first tenant.
         * @example {
         *       "version": "0.1.0",
         *       "public_url": "https://id.acme.example",
         *       "development": false,
         *       "started_at": "2026-11-22T12:00:00Z",
         *       "ok": true,
         *       "checks": [
         *         {
         *           "name": "jobs",
         *           "ok": true,
         *           "detail": "none waits for long",
         *           "remedy": null
         *         }
         *       ],
         *       "jobs": [
         *         {
         *           "task": "send-message",
         *           "planned": 0,
         *           "due": 0,
         *           "failed": 0,
         *           "oldest_due_seconds": 0
         *         }
         *       ],
         *       "mail": {
         *         "queued": 0,
         *         "oldest_queued_seconds": 0,
         *         "sent_last_day": 120,
         *         "failed_last_day": 0
         *       },
         *       "ledger": {
         *         "protection": "role",
         *         "readers": [
         *           {
         *             "reader": "messaging",
         *             "lag_seconds": 0,
         *             "failing_lanes": 0
         *           }
         *         ]
         *       },
         *       "database": {
         *         "kind": "embedded",
         *         "version": "17.5"
         *       },
         *       "last_backup_at": "2026-11-22T03:00:00Z"
         *     }
         */
        SystemStatus: {
            version: string;
            public_url: string;
            development: boolean;
            /** Format: date-time */
            started_at: string;
            ok: boolean;
            checks: {
                name: string;
                ok: boolean;
                detail: string;
                remedy: string | null;
            }[];
            jobs: {
                task: string;
                planned: number;
                due: number;
                failed: number;
                oldest_due_seconds: number;
            }[];
            mail: {
                queued: number;
                oldest_queued_seconds: number;
                sent_last_day: number;
                failed_last_day: number;
            };
            ledger: {
                /** @enum {string} */
                protection: "role" | "trigger-only";
                readers: {
                    reader: string;
                    lag_seconds: number;
                    failing_lanes: number;
                }[];
            };
            database: {
                /** @enum {string} */
                kind: "embedded" | "external";
                version: string;
            };
            last_backup_at: string | null;
        };
        /**
         * @description A business with its own host, keys, settings and customers.
         * @example {
         *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
         *       "name": "Acme",
         *       "state": "active",
         *       "is_default": false,
         *       "issuer": "https://id.acme.example",
         *       "created_at": "2026-11-22T12:00:00Z"
         *     }
         */
        Tenant: {
            tenant_id: string;
            name: string;
            /** @enum {string} */
            state: "active" | "suspended";
            is_default: boolean;
            issuer: string;
            /** Format: date-time */
            created_at: string;
        };
        /**
         * @description The tenants, oldest first.
         * @example {
         *       "items": [
         *         {
         *           "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
         *           "name": "Acme",
         *           "state": "active",
         *           "is_default": false,
         *           "issuer": "https://id.acme.example",
         *           "created_at": "2026-11-22T12:00:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        TenantList: {
            items: components["schemas"]["Tenant"][];
            next_cursor: string | null;
        };
        /**
         * @description What a new tenant is called and where it answers.
         * @example {
         *       "name": "Acme",
         *       "host": "id.acme.example",
         *       "owner_email": "anna@acme.example"
         *     }
         */
        NewTenant: {
            name: string;
            host: string;
            /** Format: email */
            owner_email?: string;
        };
        /**
         * @description A new tenant, and the way in for its first owner.
         * @example {
         *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
         *       "name": "Acme",
         *       "state": "active",
         *       "is_default": false,
         *       "issuer": "https://id.acme.example",
         *       "created_at": "2026-11-22T12:00:00Z",
         *       "set_up": {
         *         "link": "https://id.acme.example/setup?token=…",
         *         "expires_at": "2026-11-23T12:00:00Z"
         *       }
         *     }
         */
        CreatedTenant: {
            tenant_id: string;
            name: string;
            /** @enum {string} */
            state: "active" | "suspended";
            is_default: boolean;
            issuer: string;
            /** Format: date-time */
            created_at: string;
            set_up: {
                link: string;
                /** Format: date-time */
                expires_at: string;
            } | null;
        };
        /**
         * @description Another name.
         * @example {
         *       "name": "Acme Europe"
         *     }
         */
        TenantName: {
            name: string;
        };
        /**
         * @description A text: in our words, and in those of the business where it has its own.
         * @example {
         *       "id": "pages:sign_in.title",
         *       "default": "Sign in",
         *       "placeholders": [],
         *       "most_characters": 120,
         *       "text": "Welcome back"
         *     }
         */
        Text: {
            id: string;
            default: string;
            placeholders: string[];
            most_characters: number;
            text: string | null;
        };
        /**
         * @description Texts by id.
         * @example {
         *       "items": [
         *         {
         *           "id": "pages:sign_in.title",
         *           "default": "Sign in",
         *           "placeholders": [],
         *           "most_characters": 120,
         *           "text": "Welcome back"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        TextList: {
            items: components["schemas"]["Text"][];
            next_cursor: string | null;
        };
        /**
         * @description Id → text, or null to say it in our words again. All of them are taken or none.
         * @example {
         *       "texts": {
         *         "pages:sign_in.title": "Welcome back",
         *         "pages:sign_up.title": null
         *       }
         *     }
         */
        TextChanges: {
            texts: {
                [key: string]: string | null;
            };
        };
        /**
         * @description How many were taken, and how many are said in our words again.
         * @example {
         *       "locale": "en",
         *       "changed": 1,
         *       "reset": 1
         *     }
         */
        TextsChanged: {
            locale: string;
            changed: number;
            reset: number;
        };
        /**
         * @description The languages there are.
         * @example {
         *       "items": [
         *         {
         *           "locale": "de",
         *           "name": "Deutsch",
         *           "direction": "ltr",
         *           "is_offered": true,
         *           "worded": 3
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        LanguageList: {
            items: {
                locale: string;
                name: string;
                /** @enum {string} */
                direction: "ltr" | "rtl";
                is_offered: boolean;
                worded: number;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description The code that the device shows, as it was typed.
         * @example {
         *       "user_code": "BDFH-JLNP"
         *     }
         */
        EnterUserCode: {
            user_code: string;
        };
        /**
         * @description What asks, for the customer to look at before they answer.
         * @example {
         *       "request_id": "drq_0123456789abcdefghjkmnpqrs",
         *       "user_code": "BDFH-JLNP",
         *       "application": {
         *         "application_id": "tv",
         *         "name": "Living room",
         *         "first_party": true,
         *         "policy_uri": null,
         *         "tos_uri": null
         *       },
         *       "asked_at": "2026-11-22T10:30:00Z",
         *       "device": {
         *         "browser": null,
         *         "system": "Android"
         *       },
         *       "address": "203.0.113.7",
         *       "place": {
         *         "country": "DE",
         *         "region": "Bavaria",
         *         "city": "Munich",
         *         "private": false
         *       },
         *       "scopes": [
         *         {
         *           "scope": "email",
         *           "description": null
         *         }
         *       ],
         *       "resources": [],
         *       "signed_in_as": "a•••@example.com"
         *     }
         */
        DeviceRequest: {
            request_id: string;
            user_code: string;
            application: {
                application_id: string;
                name: string;
                first_party: boolean;
                policy_uri: string | null;
                tos_uri: string | null;
            };
            /** Format: date-time */
            asked_at: string;
            device: {
                browser: string | null;
                system: string | null;
            };
            address: string;
            place: {
                country: string | null;
                region: string | null;
                city: string | null;
                private: boolean;
            } | null;
            scopes: {
                scope: string;
                description: string | null;
            }[];
            resources: {
                resource_uri: string;
                name: string;
                scopes: {
                    scope: string;
                    description: string | null;
                }[];
            }[];
            signed_in_as: string;
        };
        /**
         * @description The code from the message. Spaces and hyphens do not matter.
         * @example {
         *       "code": "482 913"
         *     }
         */
        SubmitCode: {
            code: string;
            device_proof?: string;
        };
        /**
         * @description The token of the mailed link, for apps that the link opens.
         * @example {
         *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
         *     }
         */
        SubmitLink: {
            token: string;
            password?: string;
            device_proof?: string;
        };
        /**
         * @description Sets the new password and ends everything else.
         * @example {
         *       "password": "six grey herons wait"
         *     }
         */
        SubmitNewPassword: {
            password: string;
            device_proof?: string;
        };
        /**
         * @description Asks for the address at the provider, to be opened in the browser of the system. `challenge.href` holds it.
         * @example {
         *       "connection": "google",
         *       "redirect_uri": "com.example.app:/callback"
         *     }
         */
        ChooseConnection: {
            connection: string;
            redirect_uri: string;
            identifier?: string;
            keep_signed_in?: boolean;
        };
        /**
         * @description Hands over what came to the redirect URI from a provider. Another journey may go on: the answer names it.
         * @example {
         *       "parameters": "code=bm9ib2R5&state=dGhlIHF1aWV0IHJpdmVy&iss=https%3A%2F%2Faccounts.google.com"
         *     }
         */
        ReturnFromConnection: {
            parameters: string;
            device_proof?: string;
        };
        /**
         * @description Signs up with the account elsewhere that `arrived` shows. An address that the provider does not vouch for gets a code.
         * @example {
         *       "email": "anna@example.com",
         *       "profile": {
         *         "name": "Anna Bergmann"
         *       }
         *     }
         */
        SubmitSignUpWith: {
            email: string;
            /** @default {} */
            profile?: {
                [key: string]: unknown;
            };
            device_proof?: string;
        };
        /**
         * @description Begins a journey for an application. The parameters are those of an authorization request with PKCE.
         * @example {
         *       "kind": "sign-in",
         *       "client_id": "shop-app",
         *       "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
         *       "code_challenge_method": "S256",
         *       "scope": "openid profile account:read",
         *       "redirect_uri": "https://shop.example/callback"
         *     }
         */
        BeginFlow: {
            /** @enum {string} */
            kind: "sign-in" | "registration" | "recovery";
            client_id: string;
            code_challenge: string;
            /** @constant */
            code_challenge_method: "S256";
            /** @default openid */
            scope?: string;
            acr_values?: string;
            redirect_uri?: string;
            resource?: string;
            nonce?: string;
            state?: string;
        };
        /**
         * @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it.
         * @example {
         *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
         *       "kind": "sign-in",
         *       "state": "complete",
         *       "actions": [],
         *       "messages": [],
         *       "expires_at": "2026-11-22T12:00:00Z",
         *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
         *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
         *       "iss": "https://id.example.com",
         *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
         *     }
         */
        Flow: {
            flow_id: string;
            /** @enum {string} */
            kind: "sign-in" | "registration" | "recovery";
            /** @enum {string} */
            state: "password" | "second-factor" | "enrol-factor" | "details" | "sign-up-with" | "address" | "verify" | "new-password" | "new-passkey" | "come-back" | "profile-question" | "keep-account" | "code" | "complete";
            actions: {
                name: string;
                /** @constant */
                method: "POST";
                href: string;
                input: {
                    [key: string]: unknown;
                };
            }[];
            messages: {
                id: string;
                text: string;
                /** @enum {string} */
                kind: "info" | "success";
            }[];
            methods?: string[];
            connections?: {
                connection: string;
                name: string;
            }[];
            arrived?: {
                connection: string;
                name: string;
                email: string;
                email_proven: boolean;
                profile: {
                    [key: string]: unknown;
                };
            };
            challenge?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            expires_at: string;
            device_token?: string;
            code?: string;
            iss?: string;
            redirect_to?: string;
        };
        /**
         * @description A journey that has just begun, with the secret that continues it.
         * @example {
         *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
         *       "flow_token": "c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzc34",
         *       "kind": "sign-in",
         *       "state": "password",
         *       "actions": [
         *         {
         *           "name": "password",
         *           "method": "POST",
         *           "href": "/api/flows/flw_0123456789abcdefghjkmnpqrs/password",
         *           "input": {
         *             "type": "object",
         *             "properties": {
         *               "identifier": {
         *                 "type": "string"
         *               },
         *               "password": {
         *                 "type": "string"
         *               }
         *             },
         *             "required": []
         *           }
         *         }
         *       ],
         *       "messages": [],
         *       "expires_at": "2026-11-22T12:00:00Z"
         *     }
         */
        BegunFlow: {
            flow_id: string;
            /** @enum {string} */
            kind: "sign-in" | "registration" | "recovery";
            /** @enum {string} */
            state: "password" | "second-factor" | "enrol-factor" | "details" | "sign-up-with" | "address" | "verify" | "new-password" | "new-passkey" | "come-back" | "profile-question" | "keep-account" | "code" | "complete";
            actions: {
                name: string;
                /** @constant */
                method: "POST";
                href: string;
                input: {
                    [key: string]: unknown;
                };
            }[];
            messages: {
                id: string;
                text: string;
                /** @enum {string} */
                kind: "info" | "success";
            }[];
            methods?: string[];
            connections?: {
                connection: string;
                name: string;
            }[];
            arrived?: {
                connection: string;
                name: string;
                email: string;
                email_proven: boolean;
                profile: {
                    [key: string]: unknown;
                };
            };
            challenge?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            expires_at: string;
            device_token?: string;
            flow_token: string;
        };
        /**
         * @description Signs in. What is wrong with it is not said.
         * @example {
         *       "identifier": "anna@example.com",
         *       "password": "the quiet river bends twice"
         *     }
         */
        SubmitPassword: {
            identifier: string;
            password: string;
            keep_signed_in?: boolean;
            device_proof?: string;
            challenge_solution?: string;
        };
        /**
         * @description Asks for a code or a link by e-mail to sign in with. The answer is the same whether or not there is an account.
         * @example {
         *       "identifier": "anna@example.com"
         *     }
         */
        RequestMail: {
            identifier: string;
            keep_signed_in?: boolean;
            challenge_solution?: string;
        };
        /**
         * @description Asks for what a method needs: the options of a passkey, the key of an authenticator app, or a code that is sent.
         * @example {
         *       "method": "authenticator"
         *     }
         */
        ChooseFactor: {
            method: string;
        };
        /**
         * @description Asks for what setting a method up needs. For codes by text message the number, where the account has none.
         * @example {
         *       "method": "sms-code",
         *       "phone": "+49 1512 3456789"
         *     }
         */
        BeginFactor: {
            method: string;
            phone?: string;
        };
        /**
         * @description Answers the second question of a sign-in or a recovery by one of its methods.
         * @example {
         *       "method": "authenticator",
         *       "code": "482 913"
         *     }
         */
        SubmitFactor: {
            method: string;
            code?: string;
            password?: string;
            credential?: {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    authenticatorData: string;
                    signature: string;
                    userHandle?: string | null;
                };
            };
            remember_device?: boolean;
            device_proof?: string;
        };
        /**
         * @description Finishes setting up the second factor that is required.
         * @example {
         *       "method": "authenticator",
         *       "code": "482 913"
         *     }
         */
        EnrolFactor: {
            method: string;
            code?: string;
            credential?: {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    attestationObject: string;
                    transports?: string[];
                };
            };
            name?: string;
        };
        /**
         * @description Signs up. `profile` holds what the business asks for; the action names each attribute and its form.
         * @example {
         *       "email": "anna@example.com",
         *       "password": "the quiet river bends twice",
         *       "profile": {
         *         "name": "Anna Bergmann"
         *       }
         *     }
         */
        SubmitDetails: {
            email: string;
            password?: string;
            /** @default {} */
            profile?: {
                [key: string]: unknown;
            };
            challenge_solution?: string;
        };
        /**
         * @description What the authenticator answered: of the key that was used to sign in, or of the one that was made in a sign-up.
         * @example {
         *       "credential": {
         *         "id": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
         *         "rawId": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
         *         "type": "public-key",
         *         "response": {
         *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0",
         *           "authenticatorData": "SZYN5Y",
         *           "signature": "MEUCIQ"
         *         }
         *       }
         *     }
         */
        SubmitPasskey: {
            credential: {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    authenticatorData: string;
                    signature: string;
                    userHandle?: string | null;
                };
            } | {
                id: string;
                rawId: string;
                /** @constant */
                type: "public-key";
                response: {
                    clientDataJSON: string;
                    attestationObject: string;
                    transports?: string[];
                };
            };
            keep_signed_in?: boolean;
            device_proof?: string;
        };
        /**
         * @description Asks for a recovery. The answer is the same whether or not there is an account.
         * @example {
         *       "email": "anna@example.com"
         *     }
         */
        SubmitAddress: {
            email: string;
            challenge_solution?: string;
        };
        /**
         * @description Signs up with the link of an invitation, which has proven the address.
         * @example {
         *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4",
         *       "password": "the quiet river bends twice"
         *     }
         */
        AcceptInvitation: {
            token: string;
            password?: string;
            /** @default {} */
            profile?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Answers the question that is open; the action says the form of the value.
         * @example {
         *       "attribute": "birthdate",
         *       "value": "1990-05-17"
         *     }
         */
        SubmitAnswer: {
            attribute: string;
            value: unknown;
        };
        /**
         * @description Puts the question off.
         * @example {
         *       "attribute": "birthdate"
         *     }
         */
        SubmitSkip: {
            attribute: string;
        };
        /**
         * @description The accounts elsewhere that sign a customer in here.
         * @example {
         *       "items": [
         *         {
         *           "identity_id": "idt_0123456789abcdefghjkmnpqrs",
         *           "connection_id": "google",
         *           "connection_name": "Google",
         *           "email": "anna@example.com",
         *           "name": "Anna",
         *           "usable": true,
         *           "linked_at": "2026-11-22T10:30:00Z",
         *           "last_used_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Identities: {
            items: {
                identity_id: string;
                connection_id: string;
                connection_name: string;
                email: string | null;
                name: string | null;
                usable: boolean;
                /** Format: date-time */
                linked_at: string;
                last_used_at: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description The connection that an account is to be linked of.
         * @example {
         *       "connection_id": "google"
         *     }
         */
        LinkIdentity: {
            connection_id: string;
        };
        /**
         * @description Where the customer goes on, in a browser of their own: they sign in at the provider there, and say yes here.
         * @example {
         *       "href": "https://login.shop.example/account/connections/link/google"
         *     }
         */
        LinkingIdentity: {
            /** Format: uri */
            href: string;
        };
        /**
         * @description Whether codes by text message may be a second factor here, and whether the number of the account is one.
         * @example {
         *       "offered": true,
         *       "phone_number": "+49 ••• 789",
         *       "enrolled_at": "2026-11-22T10:30:00Z",
         *       "last_used_at": null
         *     }
         */
        PhoneFactor: {
            offered: boolean;
            phone_number: string | null;
            enrolled_at: string | null;
            last_used_at: string | null;
        };
        /**
         * @description Where the code went.
         * @example {
         *       "sent_to": "+49 ••• 789"
         *     }
         */
        PhoneFactorCode: {
            sent_to: string;
        };
        /**
         * @description The code that went to the number.
         * @example {
         *       "code": "482913"
         *     }
         */
        EnrolPhone: {
            code: string;
        };
        /**
         * @description The authenticator apps of a customer; their secrets are shown to nobody.
         * @example {
         *       "items": [
         *         {
         *           "credential_id": "crd_0123456789abcdefghjkmnpqrs",
         *           "name": "Work phone",
         *           "added_at": "2026-11-22T10:30:00Z",
         *           "last_used_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        Authenticators: {
            items: {
                credential_id: string;
                name: string | null;
                /** Format: date-time */
                added_at: string;
                last_used_at: string | null;
            }[];
            next_cursor: string | null;
        };
        /**
         * @description What an authenticator app is told. It counts from its first code on, and is not shown after that.
         * @example {
         *       "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
         *       "uri": "otpauth://totp/Shop:anna%40example.com?issuer=Shop&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
         *     }
         */
        AuthenticatorSetUp: {
            secret: string;
            uri: string;
        };
        /**
         * @description The first code of an app that is being set up, and what to call it.
         * @example {
         *       "code": "482913",
         *       "name": "Work phone"
         *     }
         */
        ConfirmAuthenticator: {
            code: string;
            /** @default  */
            name?: string;
        };
        /**
         * @description What a customer reads out when they call, so that staff know whose account it is. It counts once and opens nothing.
         * @example {
         *       "code": "482913",
         *       "expires_in": 240
         *     }
         */
        OwnCallerCode: {
            code: string;
            expires_in: number;
        };
        /**
         * @description What to call it from now on.
         * @example {
         *       "name": "Work phone"
         *     }
         */
        RenameAuthenticator: {
            name: string;
        };
        /**
         * @description How many recovery codes are left.
         * @example {
         *       "remaining": 9,
         *       "made_at": "2026-11-22T10:30:00Z"
         *     }
         */
        RecoveryCodesHeld: {
            remaining: number;
            made_at: string | null;
        };
        /**
         * @description Ten recovery codes, shown this once; earlier ones have ended.
         * @example {
         *       "codes": [
         *         "k7mp-2xq4-9rtv",
         *         "0d3f-h6sw-8ngy"
         *       ]
         *     }
         */
        RecoveryCodes: {
            codes: string[];
        };
        /**
         * @description The browsers and devices that are not asked for a second factor, the last used first.
         * @example {
         *       "items": [
         *         {
         *           "device_id": "dev_0123456789abcdefghjkmnpqrs",
         *           "current": false,
         *           "device": {
         *             "browser": "Firefox",
         *             "system": "Windows"
         *           },
         *           "address": "203.0.113.7",
         *           "place": {
         *             "country": "DE",
         *             "region": "Bavaria",
         *             "city": "Munich",
         *             "private": false
         *           },
         *           "remembered_at": "2026-11-22T10:30:00Z",
         *           "last_used_at": "2026-11-22T10:30:00Z",
         *           "until": "2026-12-22T10:30:00Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        RememberedDevices: {
            items: {
                device_id: string;
                current: boolean;
                device: {
                    browser: string | null;
                    system: string | null;
                };
                address: string;
                place: {
                    country: string | null;
                    region: string | null;
                    city: string | null;
                    private: boolean;
                } | null;
                /** Format: date-time */
                remembered_at: string;
                /** Format: date-time */
                last_used_at: string;
                /** Format: date-time */
                until: string;
            }[];
            next_cursor: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    beginFlow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "sign-in",
                 *       "client_id": "shop-app",
                 *       "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                 *       "code_challenge_method": "S256",
                 *       "scope": "openid profile account:read",
                 *       "redirect_uri": "https://shop.example/callback"
                 *     }
                 */
                "application/json": components["schemas"]["BeginFlow"];
            };
        };
        responses: {
            /** @description A journey that has just begun, with the secret that continues it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "flow_token": "c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzc34",
                     *       "kind": "sign-in",
                     *       "state": "password",
                     *       "actions": [
                     *         {
                     *           "name": "password",
                     *           "method": "POST",
                     *           "href": "/api/flows/flw_0123456789abcdefghjkmnpqrs/password",
                     *           "input": {
                     *             "type": "object",
                     *             "properties": {
                     *               "identifier": {
                     *                 "type": "string"
                     *               },
                     *               "password": {
                     *                 "type": "string"
                     *               }
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BegunFlow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFlow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "anna@example.com",
                 *       "password": "the quiet river bends twice"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitPassword"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowRequestCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "anna@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["RequestMail"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowPasskeyOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowPasskey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "credential": {
                 *         "id": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
                 *         "rawId": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0",
                 *           "authenticatorData": "SZYN5Y",
                 *           "signature": "MEUCIQ"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SubmitPasskey"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection": "google",
                 *       "redirect_uri": "com.example.app:/callback"
                 *     }
                 */
                "application/json": components["schemas"]["ChooseConnection"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowConnectionReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "parameters": "code=bm9ib2R5&state=dGhlIHF1aWV0IHJpdmVy&iss=https%3A%2F%2Faccounts.google.com"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnFromConnection"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowSignUpWith: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "profile": {
                 *         "name": "Anna Bergmann"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SubmitSignUpWith"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowSecondFactorOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "authenticator"
                 *     }
                 */
                "application/json": components["schemas"]["ChooseFactor"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "authenticator",
                 *       "code": "482 913"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitFactor"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowLostFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProveLostFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "482 913"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitCode"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowEnrolFactorOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "sms-code",
                 *       "phone": "+49 1512 3456789"
                 *     }
                 */
                "application/json": components["schemas"]["BeginFactor"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowEnrolFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "authenticator",
                 *       "code": "482 913"
                 *     }
                 */
                "application/json": components["schemas"]["EnrolFactor"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowDetails: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "password": "the quiet river bends twice",
                 *       "profile": {
                 *         "name": "Anna Bergmann"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SubmitDetails"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowAcceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4",
                 *       "password": "the quiet river bends twice"
                 *     }
                 */
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitAddress"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowVerify: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "482 913"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitCode"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowVerifyLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitLink"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowResend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowNewPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "six grey herons wait"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitNewPassword"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowWithoutCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowComeBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowAnswer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attribute": "birthdate",
                 *       "value": "1990-05-17"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitAnswer"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowSkip: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attribute": "birthdate"
                 *     }
                 */
                "application/json": components["schemas"]["SubmitSkip"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowKeep: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `device_token` of an earlier sign-in here. */
                "Cardea-Device"?: string;
            };
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A journey as it stands. When `state` is `complete`, `code` is an authorization code for the challenge that began it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "flow_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "kind": "sign-in",
                     *       "state": "complete",
                     *       "actions": [],
                     *       "messages": [],
                     *       "expires_at": "2026-11-22T12:00:00Z",
                     *       "device_token": "LNnKtBkkXYGKIVqRLnXyRlPfxVIlTBtYMwhXdFVhYTE.0g17q1b7MHq3bXyLkS2vTe9w4A",
                     *       "code": "dGhlIHF1aWV0IHJpdmVyIGJlbmRzIHR3aWNl",
                     *       "iss": "https://id.example.com",
                     *       "redirect_to": "https://shop.example/callback?code=dGhlIHF1aWV0&iss=https%3A%2F%2Fid.example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account at a glance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "name": "Anna Bergmann",
                     *       "email": "anna@example.com",
                     *       "created_at": "2026-01-05T08:30:00Z",
                     *       "password_set_at": "2026-01-05T08:30:00Z",
                     *       "password_leaked": false,
                     *       "password_weakness": null,
                     *       "password_renewal_due": false,
                     *       "authenticated_at": "2026-11-22T10:30:00Z",
                     *       "session_id": "ses_0123456789abcdefghjkmnpqrs"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of the customer, as the business declared it. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "attributes": [
                     *         {
                     *           "name": "name",
                     *           "label": "Name",
                     *           "editable": true,
                     *           "required": false,
                     *           "schema": {
                     *             "type": "string",
                     *             "maxLength": 200
                     *           }
                     *         }
                     *       ],
                     *       "values": {
                     *         "name": "Anna Bergmann"
                     *       },
                     *       "version": "3"
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Anna Berger"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ProfileChanges"];
            };
        };
        responses: {
            /** @description What is known of the customer, as the business declared it. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "attributes": [
                     *         {
                     *           "name": "name",
                     *           "label": "Name",
                     *           "editable": true,
                     *           "required": false,
                     *           "schema": {
                     *             "type": "string",
                     *             "maxLength": 200
                     *           }
                     *         }
                     *       ],
                     *       "values": {
                     *         "name": "Anna Bergmann"
                     *       },
                     *       "version": "3"
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdentifiers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the customer is found by at sign-in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "identifier_id": "idn_0123456789abcdefghjkmnpqrs",
                     *           "type": "email",
                     *           "value": "anna@example.com",
                     *           "verified_at": "2026-01-05T08:31:00Z"
                     *         }
                     *       ],
                     *       "offered": [
                     *         "email"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Identifiers"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna.berger@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["RequestEmail"];
            };
        };
        responses: {
            /** @description A change that waits for the code that was sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "sent_to": "a•••@example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentifierChange"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPhone: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "+49 151 23456789"
                 *     }
                 */
                "application/json": components["schemas"]["RequestPhone"];
            };
        };
        responses: {
            /** @description A change that waits for the code that was sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
                     *       "sent_to": "a•••@example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentifierChange"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
                 *       "code": "482913"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "change_id": "flw_0123456789abcdefghjkmnpqrs"
                 *     }
                 */
                "application/json": components["schemas"]["ResendChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "change_id": "flw_0123456789abcdefghjkmnpqrs",
                 *       "code": "482913"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "change_id": "flw_0123456789abcdefghjkmnpqrs"
                 *     }
                 */
                "application/json": components["schemas"]["ResendChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setUsername: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "anna.berger"
                 *     }
                 */
                "application/json": components["schemas"]["SetUsername"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeUsername: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdentities: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts elsewhere that sign a customer in here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "identity_id": "idt_0123456789abcdefghjkmnpqrs",
                     *           "connection_id": "google",
                     *           "connection_name": "Google",
                     *           "email": "anna@example.com",
                     *           "name": "Anna",
                     *           "usable": true,
                     *           "linked_at": "2026-11-22T10:30:00Z",
                     *           "last_used_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Identities"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection_id": "google"
                 *     }
                 */
                "application/json": components["schemas"]["LinkIdentity"];
            };
        };
        responses: {
            /** @description Where the customer goes on, in a browser of their own: they sign in at the provider there, and say yes here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "href": "https://login.shop.example/account/connections/link/google"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkingIdentity"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                identity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The passkeys of a customer, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "credential_id": "crd_0123456789abcdefghjkmnpqrs",
                     *           "name": "Google Password Manager",
                     *           "synced": true,
                     *           "backed_up": true,
                     *           "added_at": "2026-11-22T10:30:00Z",
                     *           "last_used_at": null,
                     *           "flagged_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Passkeys"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "credential": {
                 *         "id": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
                 *         "rawId": "q5bYkqJ1mDk2rVqf3ZJkq4bY",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0",
                 *           "attestationObject": "o2NmbXRkbm9uZQ"
                 *         }
                 *       },
                 *       "name": "My phone"
                 *     }
                 */
                "application/json": components["schemas"]["AddPasskey"];
            };
        };
        responses: {
            /** @description The key that was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "credential_id": "crd_0123456789abcdefghjkmnpqrs"
                     *     }
                     */
                    "application/json": components["schemas"]["AddedPasskey"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askForPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What `PublicKeyCredential.parseCreationOptionsFromJSON()` takes; the challenge counts once, for five minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "public_key": {
                     *         "rp": {
                     *           "id": "login.shop.example",
                     *           "name": "Shop"
                     *         },
                     *         "user": {
                     *           "id": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4",
                     *           "name": "anna@example.com",
                     *           "displayName": "Anna"
                     *         },
                     *         "challenge": "c29tZXRoaW5nIHRoYXQgbm9ib2R5IGNhbiBndWVzcy4",
                     *         "pubKeyCredParams": [
                     *           {
                     *             "type": "public-key",
                     *             "alg": -7
                     *           }
                     *         ],
                     *         "timeout": 300000,
                     *         "excludeCredentials": [],
                     *         "authenticatorSelection": {
                     *           "residentKey": "required",
                     *           "requireResidentKey": true,
                     *           "userVerification": "preferred"
                     *         },
                     *         "attestation": "none"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyOptions"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renamePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Work phone"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["RenamePasskey"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPhoneFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether codes by text message may be a second factor here, and whether the number of the account is one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "offered": true,
                     *       "phone_number": "+49 ••• 789",
                     *       "enrolled_at": "2026-11-22T10:30:00Z",
                     *       "last_used_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhoneFactor"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolPhoneFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "482913"
                 *     }
                 */
                "application/json": components["schemas"]["EnrolPhone"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePhoneFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPhoneFactorCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the code went. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sent_to": "+49 ••• 789"
                     *     }
                     */
                    "application/json": components["schemas"]["PhoneFactorCode"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuthenticators: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The authenticator apps of a customer; their secrets are shown to nobody. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "credential_id": "crd_0123456789abcdefghjkmnpqrs",
                     *           "name": "Work phone",
                     *           "added_at": "2026-11-22T10:30:00Z",
                     *           "last_used_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Authenticators"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginAuthenticator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What an authenticator app is told. It counts from its first code on, and is not shown after that. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                     *       "uri": "otpauth://totp/Shop:anna%40example.com?issuer=Shop&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                     *     }
                     */
                    "application/json": components["schemas"]["AuthenticatorSetUp"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmAuthenticator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "482913",
                 *       "name": "Work phone"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmAuthenticator"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAuthenticator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameAuthenticator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Work phone"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["RenameAuthenticator"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many recovery codes are left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "remaining": 9,
                     *       "made_at": "2026-11-22T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodesHeld"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Ten recovery codes, shown this once; earlier ones have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "codes": [
                     *         "k7mp-2xq4-9rtv",
                     *         "0d3f-h6sw-8ngy"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopLostFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRememberedDevices: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The browsers and devices that are not asked for a second factor, the last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "device_id": "dev_0123456789abcdefghjkmnpqrs",
                     *           "current": false,
                     *           "device": {
                     *             "browser": "Firefox",
                     *             "system": "Windows"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "place": {
                     *             "country": "DE",
                     *             "region": "Bavaria",
                     *             "city": "Munich",
                     *             "private": false
                     *           },
                     *           "remembered_at": "2026-11-22T10:30:00Z",
                     *           "last_used_at": "2026-11-22T10:30:00Z",
                     *           "until": "2026-12-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["RememberedDevices"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRememberedDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRememberedDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCallerCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a customer reads out when they call, so that staff know whose account it is. It counts once and opens nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "482913",
                     *       "expires_in": 240
                     *     }
                     */
                    "application/json": components["schemas"]["OwnCallerCode"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConfirmationWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the customer can prove themselves anew. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "methods": [
                     *         "password",
                     *         "authenticator"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ConfirmationWays"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "the quiet river bends twice"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmPassword"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "passkey"
                 *     }
                 */
                "application/json": components["schemas"]["BeginConfirmation"];
            };
        };
        responses: {
            /** @description What is asked; of a code that was sent, nothing more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challenge": {}
                     *     }
                     */
                    "application/json": components["schemas"]["ConfirmationChallenge"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "the quiet river bends twice",
                 *       "password": "six grey herons wait"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putOffLeakedPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The account is about to be closed. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "closes_at": "2026-12-06T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Closing"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    secureAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What was done, and what to do next. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "signed_out": "everywhere",
                     *       "password": "stopped",
                     *       "way_back": "mailbox"
                     *     }
                     */
                    "application/json": components["schemas"]["Secured"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLinkSecure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
                 *     }
                 */
                "application/json": components["schemas"]["UseLink"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLinkKeep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
                 *     }
                 */
                "application/json": components["schemas"]["UseLink"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLinkStopLostFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
                 *     }
                 */
                "application/json": components["schemas"]["UseLink"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLinkUndoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4"
                 *     }
                 */
                "application/json": components["schemas"]["UseLink"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the customer is signed in, the last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "session_id": "ses_0123456789abcdefghjkmnpqrs",
                     *           "current": true,
                     *           "device": {
                     *             "browser": "Firefox",
                     *             "system": "Linux"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "place": {
                     *             "country": "DE",
                     *             "region": "Bavaria",
                     *             "city": "Munich",
                     *             "private": false
                     *           },
                     *           "created_at": "2026-11-20T09:00:00Z",
                     *           "last_seen_at": "2026-11-22T10:30:00Z",
                     *           "applications": [
                     *             {
                     *               "application_id": "shop-app",
                     *               "name": "The shop",
                     *               "last_used_at": "2026-11-22T10:30:00Z"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description How many sessions ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Ended"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApplications: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the customer allowed to whom. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "application_id": "partner",
                     *           "name": "A partner",
                     *           "since": "2026-06-01T12:00:00Z",
                     *           "scopes": [
                     *             {
                     *               "scope": "email",
                     *               "description": null
                     *             }
                     *           ],
                     *           "registered_itself": false,
                     *           "document_host": null,
                     *           "resources": []
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Applications"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecipients: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who received something of the customer in the last year. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "application_id": "partner",
                     *           "name": "A partner",
                     *           "attributes": [
                     *             "email"
                     *           ],
                     *           "last_at": "2026-06-01T12:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Recipients"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActivity: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened in the account, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "entry_id": "1204",
                     *           "at": "2026-11-22T10:30:00Z",
                     *           "kind": "session_started",
                     *           "text": "Signed in",
                     *           "application": null,
                     *           "client": {
                     *             "address": "203.0.113.7",
                     *             "user_agent": "Mozilla/5.0",
                     *             "place": {
                     *               "country": "DE",
                     *               "region": "Bavaria",
                     *               "city": "Munich",
                     *               "private": false
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Activity"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKnownDevices: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The browsers and devices that the customer has signed in with, the last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "device_id": "dev_0123456789abcdef0123456789",
                     *           "name": "The laptop in the kitchen",
                     *           "current": true,
                     *           "device": {
                     *             "browser": "Firefox",
                     *             "system": "Linux"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "place": {
                     *             "country": "DE",
                     *             "region": "Bavaria",
                     *             "city": "Munich",
                     *             "private": false
                     *           },
                     *           "has_key": true,
                     *           "first_seen_at": "2026-01-05T08:30:00Z",
                     *           "last_seen_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["KnownDevices"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeKnownDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameKnownDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "The laptop in the kitchen"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["RenameDevice"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOtherKnownDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description How many devices count as new from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "removed": 2
                     *     }
                     */
                    "application/json": components["schemas"]["RemovedDevices"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enterUserCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_code": "BDFH-JLNP"
                 *     }
                 */
                "application/json": components["schemas"]["EnterUserCode"];
            };
        };
        responses: {
            /** @description What asks, for the customer to look at before they answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "drq_0123456789abcdefghjkmnpqrs",
                     *       "user_code": "BDFH-JLNP",
                     *       "application": {
                     *         "application_id": "tv",
                     *         "name": "Living room",
                     *         "first_party": true,
                     *         "policy_uri": null,
                     *         "tos_uri": null
                     *       },
                     *       "asked_at": "2026-11-22T10:30:00Z",
                     *       "device": {
                     *         "browser": null,
                     *         "system": "Android"
                     *       },
                     *       "address": "203.0.113.7",
                     *       "place": {
                     *         "country": "DE",
                     *         "region": "Bavaria",
                     *         "city": "Munich",
                     *         "private": false
                     *       },
                     *       "scopes": [
                     *         {
                     *           "scope": "email",
                     *           "description": null
                     *         }
                     *       ],
                     *       "resources": [],
                     *       "signed_in_as": "a•••@example.com"
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceRequest"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    denyDeviceRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readManagementCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whoever shows the token: an administrator, or a service of the business. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "administrator",
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "application_id": null,
                     *       "name": "Anna Bergmann",
                     *       "email": "anna@example.com",
                     *       "roles": [
                     *         "owner"
                     *       ],
                     *       "permissions": [
                     *         "customers:read"
                     *       ],
                     *       "second_factor": "none",
                     *       "tenant": {
                     *         "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *         "name": "Acme",
                     *         "origin": "https://id.example.com",
                     *         "accent": "#0b5d57"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ManagementCaller"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "active" | "disabled" | "closing" | "closed";
                sort?: "created_at" | "-created_at";
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Customers, page by page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "state": "active",
                     *           "email": "a•••@example.com",
                     *           "email_verified": true,
                     *           "phone_number": null,
                     *           "username": null,
                     *           "external_id": null,
                     *           "name": "A•••",
                     *           "masked": true,
                     *           "created_at": "2026-01-05T08:30:00Z",
                     *           "updated_at": "2026-01-05T08:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "email_verified": true,
                 *       "attributes": {
                 *         "name": "Anna Bergmann"
                 *       },
                 *       "external_id": "crm-4711"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCustomer"];
            };
        };
        responses: {
            /** @description A customer, whole. The `ETag` of the answer goes back as `If-Match`. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "state": "active",
                     *       "email": "a•••@example.com",
                     *       "email_verified": true,
                     *       "phone_number": null,
                     *       "username": null,
                     *       "external_id": null,
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "created_at": "2026-01-05T08:30:00Z",
                     *       "updated_at": "2026-01-05T08:30:00Z",
                     *       "version": "3",
                     *       "locale": "en",
                     *       "closes_at": null,
                     *       "phone_verified": false,
                     *       "undeliverable_since": null,
                     *       "password_set_at": "2026-01-05T08:30:00Z",
                     *       "attributes": {
                     *         "name": "A•••"
                     *       },
                     *       "attribute_labels": {
                     *         "name": "Name"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "anna berg"
                 *     }
                 */
                "application/json": components["schemas"]["SearchCustomers"];
            };
        };
        responses: {
            /** @description Customers, page by page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "state": "active",
                     *           "email": "a•••@example.com",
                     *           "email_verified": true,
                     *           "phone_number": null,
                     *           "username": null,
                     *           "external_id": null,
                     *           "name": "A•••",
                     *           "masked": true,
                     *           "created_at": "2026-01-05T08:30:00Z",
                     *           "updated_at": "2026-01-05T08:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A customer, whole. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "state": "active",
                     *       "email": "a•••@example.com",
                     *       "email_verified": true,
                     *       "phone_number": null,
                     *       "username": null,
                     *       "external_id": null,
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "created_at": "2026-01-05T08:30:00Z",
                     *       "updated_at": "2026-01-05T08:30:00Z",
                     *       "version": "3",
                     *       "locale": "en",
                     *       "closes_at": null,
                     *       "phone_verified": false,
                     *       "undeliverable_since": null,
                     *       "password_set_at": "2026-01-05T08:30:00Z",
                     *       "attributes": {
                     *         "name": "A•••"
                     *       },
                     *       "attribute_labels": {
                     *         "name": "Name"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCustomer: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attributes": {
                 *         "name": "Anna Berger"
                 *       },
                 *       "external_id": "crm-4711"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeCustomer"];
            };
        };
        responses: {
            /** @description A customer, whole. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "state": "active",
                     *       "email": "a•••@example.com",
                     *       "email_verified": true,
                     *       "phone_number": null,
                     *       "username": null,
                     *       "external_id": null,
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "created_at": "2026-01-05T08:30:00Z",
                     *       "updated_at": "2026-01-05T08:30:00Z",
                     *       "version": "3",
                     *       "locale": "en",
                     *       "closes_at": null,
                     *       "phone_verified": false,
                     *       "undeliverable_since": null,
                     *       "password_set_at": "2026-01-05T08:30:00Z",
                     *       "attributes": {
                     *         "name": "A•••"
                     *       },
                     *       "attribute_labels": {
                     *         "name": "Name"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endCustomerSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPasswordLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endCustomerSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerSessions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the customer is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "session_id": "ses_0123456789abcdefghjkmnpqrs",
                     *           "device": {
                     *             "browser": "Firefox",
                     *             "system": "Windows"
                     *           },
                     *           "address": null,
                     *           "place": null,
                     *           "created_at": "2026-11-22T08:30:00Z",
                     *           "last_seen_at": "2026-11-22T10:30:00Z",
                     *           "applications": []
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerSessions"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerDevices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Browsers that the customer has signed in with and that are still remembered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "first_seen_at": "2026-01-05T08:30:00Z",
                     *           "last_seen_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDevices"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerConsents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the customer allowed to which application. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "application_id": "app_0123456789abcdefghjkmnpqrs",
                     *           "name": "The shop",
                     *           "scopes": [
                     *             "openid",
                     *             "email"
                     *           ],
                     *           "granted_at": "2026-01-05T08:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerConsents"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerRecipients: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which application received what of the customer in the last year. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "application_id": "app_0123456789abcdefghjkmnpqrs",
                     *           "name": "The shop",
                     *           "attributes": [
                     *             "email",
                     *             "sub"
                     *           ],
                     *           "last_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerRecipients"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerFactors: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the customer proves themselves with besides a password; the secrets of it are shown to nobody. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "method": "passkey",
                     *           "name": null,
                     *           "synced": true,
                     *           "flagged": false,
                     *           "count": 1,
                     *           "enrolled_at": "2026-01-05T08:30:00Z",
                     *           "last_used_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerFactors"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCaller: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "482 913"
                 *     }
                 */
                "application/json": components["schemas"]["CallerCode"];
            };
        };
        responses: {
            /** @description Whether the caller is signed in to this account. The code is used up; no sign-in accepts it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "confirmed": true
                     *     }
                     */
                    "application/json": components["schemas"]["CallerChecked"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerIdentities: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts elsewhere that the customer signs in with, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "identity_id": "idt_2cGkqzvWm3yT8sNfRb7LhD",
                     *           "connection_id": "google",
                     *           "connection_name": "Google",
                     *           "usable": true,
                     *           "issuer": "https://accounts.google.com",
                     *           "subject": null,
                     *           "email": "a•••@example.com",
                     *           "name": "A•••",
                     *           "masked": true,
                     *           "linked_at": "2026-01-05T08:30:00Z",
                     *           "last_used_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerIdentities"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlinkCustomerIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
                identity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerNotes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What staff wrote about the customer, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "note_id": "not_0123456789abcdefghjkmnpqrs",
                     *           "text": "Asked to be called back.",
                     *           "author": {
                     *             "kind": "administrator",
                     *             "id": "cus_0123456789abcdefghjkmnpqrs"
                     *           },
                     *           "created_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerNotes"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addCustomerNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Asked to be called back."
                 *     }
                 */
                "application/json": components["schemas"]["AddNote"];
            };
        };
        responses: {
            /** @description The note that was written. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "note_id": "not_0123456789abcdefghjkmnpqrs",
                     *       "created_at": "2026-11-22T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["NoteAdded"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeCustomerNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
                note_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitations, the open ones first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
                     *           "email": "a•••@example.com",
                     *           "application_id": null,
                     *           "state": "open",
                     *           "invited_at": "2026-11-22T10:30:00Z",
                     *           "expires_at": "2026-12-06T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["InviteCustomer"];
            };
        };
        responses: {
            /** @description The invitation. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
                     *       "expires_at": "2026-12-06T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationSent"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBulkActions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bulk actions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
                     *           "action": "end_sessions",
                     *           "state": "running",
                     *           "total": 200,
                     *           "done": 50,
                     *           "passed_over": 2,
                     *           "by": {
                     *             "kind": "administrator",
                     *             "id": "cus_0123456789abcdefghjkmnpqrs"
                     *           },
                     *           "created_at": "2026-11-22T10:30:00Z",
                     *           "finished_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkActions"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBulkAction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "end_sessions",
                 *       "selection": {
                 *         "customer_ids": [
                 *           "cus_0123456789abcdefghjkmnpqrs"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["StartBulkAction"];
            };
        };
        responses: {
            /** @description How far it came: `done` were changed, `passed_over` needed or allowed nothing. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
                     *       "action": "end_sessions",
                     *       "state": "running",
                     *       "total": 200,
                     *       "done": 50,
                     *       "passed_over": 2,
                     *       "by": {
                     *         "kind": "administrator",
                     *         "id": "cus_0123456789abcdefghjkmnpqrs"
                     *       },
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBulkAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it came: `done` were changed, `passed_over` needed or allowed nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
                     *       "action": "end_sessions",
                     *       "state": "running",
                     *       "total": 200,
                     *       "done": 50,
                     *       "passed_over": 2,
                     *       "by": {
                     *         "kind": "administrator",
                     *         "id": "cus_0123456789abcdefghjkmnpqrs"
                     *       },
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBulkAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description How far it came: `done` were changed, `passed_over` needed or allowed nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
                     *       "action": "end_sessions",
                     *       "state": "running",
                     *       "total": 200,
                     *       "done": 50,
                     *       "passed_over": 2,
                     *       "by": {
                     *         "kind": "administrator",
                     *         "id": "cus_0123456789abcdefghjkmnpqrs"
                     *       },
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Imports, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "import_id": "imp_0123456789abcdefghjkmnpqrs",
                     *           "format": "auth0",
                     *           "state": "running",
                     *           "records": 1200,
                     *           "imported": 1150,
                     *           "completed": 0,
                     *           "skipped": 30,
                     *           "rejected": 20,
                     *           "options": {
                     *             "duplicates": "skip",
                     *             "undeclared": "reject",
                     *             "keep_subjects": true,
                     *             "trust_emails": false,
                     *             "invite": false,
                     *             "connections": {}
                     *           },
                     *           "by": {
                     *             "kind": "system",
                     *             "id": null
                     *           },
                     *           "created_at": "2026-11-22T10:30:00Z",
                     *           "updated_at": "2026-11-22T10:30:02Z",
                     *           "finished_at": null,
                     *           "findings_until": "2026-12-22T10:30:02Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Imports"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far a file came. Of `records` that are behind, `imported` are new here, `completed` were here and got the hash they lacked, `skipped` were here already, `rejected` could not be taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "import_id": "imp_0123456789abcdefghjkmnpqrs",
                     *       "format": "auth0",
                     *       "state": "running",
                     *       "records": 1200,
                     *       "imported": 1150,
                     *       "completed": 0,
                     *       "skipped": 30,
                     *       "rejected": 20,
                     *       "options": {
                     *         "duplicates": "skip",
                     *         "undeclared": "reject",
                     *         "keep_subjects": true,
                     *         "trust_emails": false,
                     *         "invite": false,
                     *         "connections": {}
                     *       },
                     *       "by": {
                     *         "kind": "system",
                     *         "id": null
                     *       },
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "updated_at": "2026-11-22T10:30:02Z",
                     *       "finished_at": null,
                     *       "findings_until": "2026-12-22T10:30:02Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImportFindings: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Records that were not imported, in the order of the file: where they stand and why, and nothing of what they hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "record": 17,
                     *           "line": 18,
                     *           "outcome": "rejected",
                     *           "code": "email.malformed",
                     *           "field": "email"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ImportFindings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLedger: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                customer_id?: string;
                actor_id?: string;
                event?: ("tenant.created" | "tenant.renamed" | "tenant.suspended" | "tenant.resumed" | "tenant.restored" | "domain.claimed" | "domain.added" | "domain.made_primary" | "domain.removed" | "branding.asset_added" | "branding.asset_removed" | "texts.changed" | "settings.changed" | "signing_key.created" | "signing_key.activated" | "signing_key.retired" | "signing_key.removed" | "signing_key.withdrawn" | "registration.requested" | "verification.requested" | "invitation.sent" | "invitation.accepted" | "invitation.revoked" | "customer.registered" | "identifier.verified" | "identifier.change_requested" | "identifier.added" | "identifier.changed" | "identifier.removed" | "identifier.change_undone" | "password.set" | "password.changed" | "password.removed" | "password.found_leaked" | "password.renewal_asked" | "password.rehashed" | "factor.enrolled" | "factor.renamed" | "factor.removed" | "factor.flagged" | "identity.linked" | "identity.unlinked" | "sign_in.failed" | "sign_in.second_failed" | "sign_in.mail_requested" | "sms_code.requested" | "sign_in.sms_requested" | "recovery_codes.made" | "recovery_code.used" | "remembered_devices.ended" | "lost_factor.code_requested" | "lost_factor.reported" | "lost_factor.announced" | "lost_factor.stopped" | "lost_factor.resolved" | "session.started" | "session.renewed" | "session.ended" | "grant.opened" | "grant.revoked" | "sessions.ended" | "confirmation.mail_requested" | "confirmation.failed" | "sign_in.relayed" | "device.remembered" | "device.approved" | "device.denied" | "devices.forgotten" | "device.forgotten" | "devices.others_forgotten" | "device.renamed" | "identifiers.purged" | "recovery.requested" | "recovery.proven" | "account.recovered" | "account.secured" | "account.closing" | "account.kept" | "customer.closed" | "customer.created" | "customer.disabled" | "customer.enabled" | "customer.changed" | "customer.viewed" | "caller_check.confirmed" | "caller_check.refused" | "note.added" | "note.removed" | "bulk.started" | "bulk.finished" | "bulk.cancelled" | "customer.imported" | "customers.imported" | "customers.exported" | "sms.budget_reached" | "sms.undelivered" | "message.bounced" | "administrator.invited" | "administrator.invitation_revoked" | "administrator.appointed" | "administrator.changed" | "administrator.suspended" | "administrator.resumed" | "administrator.removed" | "administrator.notified" | "application.registered" | "initial_access_token.created" | "initial_access_token.removed" | "application.secret_rotated" | "application.authentication_throttled" | "application.disabled" | "application.enabled" | "application.changed" | "application.removed" | "connection.created" | "connection.changed" | "connection.enabled" | "connection.disabled" | "connection.removed" | "connection.domain_claimed" | "connection.domain_added" | "connection.domain_removed" | "protection.finding_raised" | "protection.finding_ended" | "protection.finding_undone" | "protection.attack_mode_began" | "protection.attack_mode_ended" | "protection.week_summed_up" | "sign_in.unconfirmed" | "resource.registered" | "resource.changed" | "resource.removed" | "configuration.applied" | "consent.granted" | "consent.withdrawn" | "profile_schema.changed" | "profile_schema.purged" | "profile.changed") | ("tenant.created" | "tenant.renamed" | "tenant.suspended" | "tenant.resumed" | "tenant.restored" | "domain.claimed" | "domain.added" | "domain.made_primary" | "domain.removed" | "branding.asset_added" | "branding.asset_removed" | "texts.changed" | "settings.changed" | "signing_key.created" | "signing_key.activated" | "signing_key.retired" | "signing_key.removed" | "signing_key.withdrawn" | "registration.requested" | "verification.requested" | "invitation.sent" | "invitation.accepted" | "invitation.revoked" | "customer.registered" | "identifier.verified" | "identifier.change_requested" | "identifier.added" | "identifier.changed" | "identifier.removed" | "identifier.change_undone" | "password.set" | "password.changed" | "password.removed" | "password.found_leaked" | "password.renewal_asked" | "password.rehashed" | "factor.enrolled" | "factor.renamed" | "factor.removed" | "factor.flagged" | "identity.linked" | "identity.unlinked" | "sign_in.failed" | "sign_in.second_failed" | "sign_in.mail_requested" | "sms_code.requested" | "sign_in.sms_requested" | "recovery_codes.made" | "recovery_code.used" | "remembered_devices.ended" | "lost_factor.code_requested" | "lost_factor.reported" | "lost_factor.announced" | "lost_factor.stopped" | "lost_factor.resolved" | "session.started" | "session.renewed" | "session.ended" | "grant.opened" | "grant.revoked" | "sessions.ended" | "confirmation.mail_requested" | "confirmation.failed" | "sign_in.relayed" | "device.remembered" | "device.approved" | "device.denied" | "devices.forgotten" | "device.forgotten" | "devices.others_forgotten" | "device.renamed" | "identifiers.purged" | "recovery.requested" | "recovery.proven" | "account.recovered" | "account.secured" | "account.closing" | "account.kept" | "customer.closed" | "customer.created" | "customer.disabled" | "customer.enabled" | "customer.changed" | "customer.viewed" | "caller_check.confirmed" | "caller_check.refused" | "note.added" | "note.removed" | "bulk.started" | "bulk.finished" | "bulk.cancelled" | "customer.imported" | "customers.imported" | "customers.exported" | "sms.budget_reached" | "sms.undelivered" | "message.bounced" | "administrator.invited" | "administrator.invitation_revoked" | "administrator.appointed" | "administrator.changed" | "administrator.suspended" | "administrator.resumed" | "administrator.removed" | "administrator.notified" | "application.registered" | "initial_access_token.created" | "initial_access_token.removed" | "application.secret_rotated" | "application.authentication_throttled" | "application.disabled" | "application.enabled" | "application.changed" | "application.removed" | "connection.created" | "connection.changed" | "connection.enabled" | "connection.disabled" | "connection.removed" | "connection.domain_claimed" | "connection.domain_added" | "connection.domain_removed" | "protection.finding_raised" | "protection.finding_ended" | "protection.finding_undone" | "protection.attack_mode_began" | "protection.attack_mode_ended" | "protection.week_summed_up" | "sign_in.unconfirmed" | "resource.registered" | "resource.changed" | "resource.removed" | "configuration.applied" | "consent.granted" | "consent.withdrawn" | "profile_schema.changed" | "profile_schema.purged" | "profile.changed")[];
                from?: string;
                to?: string;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries, newest first. A page may hold fewer than were asked for and still have a next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "entry_id": "4711",
                     *           "recorded_at": "2026-11-22T10:30:00Z",
                     *           "event": "customer.disabled",
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "actor": {
                     *             "kind": "administrator",
                     *             "id": "cus_1123456789abcdefghjkmnpqrs"
                     *           },
                     *           "request_id": "req_0123456789abcdefghjkmnpqrs",
                     *           "data": {},
                     *           "personal": null,
                     *           "masked": false
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerEntries"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerActivity: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries, newest first. A page may hold fewer than were asked for and still have a next one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "entry_id": "4711",
                     *           "recorded_at": "2026-11-22T10:30:00Z",
                     *           "event": "customer.disabled",
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "actor": {
                     *             "kind": "administrator",
                     *             "id": "cus_1123456789abcdefghjkmnpqrs"
                     *           },
                     *           "request_id": "req_0123456789abcdefghjkmnpqrs",
                     *           "data": {},
                     *           "personal": null,
                     *           "masked": false
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerEntries"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProtection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is going on at this moment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mode": "attack",
                     *       "begun_by": "detection",
                     *       "began_at": "2026-11-22T14:02:00Z",
                     *       "until": "2026-11-22T14:40:00Z",
                     *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
                     *       "attempts": {
                     *         "attempts": 1240,
                     *         "succeeded": 37,
                     *         "failed": 803,
                     *         "challenged": 400,
                     *         "refused": 0
                     *       },
                     *       "accounts": 830,
                     *       "last_attack": {
                     *         "began_at": "2026-11-22T14:02:00Z",
                     *         "ended_at": null
                     *       },
                     *       "open_findings": 3,
                     *       "detection": "on",
                     *       "attack_mode": "automatic",
                     *       "standing_aside": false,
                     *       "proxies": []
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionPosture"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginAttackMode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "1h"
                 *     }
                 */
                "application/json": components["schemas"]["BeginAttackMode"];
            };
        };
        responses: {
            /** @description What is going on at this moment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mode": "attack",
                     *       "begun_by": "detection",
                     *       "began_at": "2026-11-22T14:02:00Z",
                     *       "until": "2026-11-22T14:40:00Z",
                     *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
                     *       "attempts": {
                     *         "attempts": 1240,
                     *         "succeeded": 37,
                     *         "failed": 803,
                     *         "challenged": 400,
                     *         "refused": 0
                     *       },
                     *       "accounts": 830,
                     *       "last_attack": {
                     *         "began_at": "2026-11-22T14:02:00Z",
                     *         "ended_at": null
                     *       },
                     *       "open_findings": 3,
                     *       "detection": "on",
                     *       "attack_mode": "automatic",
                     *       "standing_aside": false,
                     *       "proxies": []
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionPosture"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAttackMode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProtectionFigures: {
        parameters: {
            query?: {
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How attempts to sign in, to sign up and to recover an account ended, hour by hour, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "hour": "2026-11-22T14:00:00Z",
                     *           "attempts": 1300,
                     *           "succeeded": 81,
                     *           "failed": 819,
                     *           "challenged": 400,
                     *           "refused": 0,
                     *           "under_attack": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionFigures"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProtectionFindings: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                kind?: "stuffing" | "flagged_source" | "flagged_neighbourhood" | "flagged_network" | "flagged_user_agent" | "password_spray" | "account_guessing" | "sign_up_wave" | "mail_bombing" | "sms_pumping" | "relayed_sign_in";
                state?: "open" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Findings, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
                     *           "kind": "flagged_neighbourhood",
                     *           "action": "confirmed",
                     *           "state": "open",
                     *           "about": "203.0.113.0/24",
                     *           "country": "DE",
                     *           "figures": {
                     *             "attempts": 48,
                     *             "failures": 47,
                     *             "accounts": 46,
                     *             "test": 41.2
                     *           },
                     *           "customer_id": null,
                     *           "began_at": "2026-11-22T14:02:00Z",
                     *           "last_seen_at": "2026-11-22T14:09:00Z",
                     *           "ended_at": null,
                     *           "undone": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionFindings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProtectionFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A finding. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
                     *       "kind": "flagged_neighbourhood",
                     *       "action": "confirmed",
                     *       "state": "open",
                     *       "about": "203.0.113.0/24",
                     *       "country": "DE",
                     *       "figures": {
                     *         "attempts": 48,
                     *         "failures": 47,
                     *         "accounts": 46,
                     *         "test": 41.2
                     *       },
                     *       "customer_id": null,
                     *       "began_at": "2026-11-22T14:02:00Z",
                     *       "last_seen_at": "2026-11-22T14:09:00Z",
                     *       "ended_at": null,
                     *       "undone": null,
                     *       "sign_ups": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionFinding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoProtectionFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description A finding. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "finding_id": "fnd_0123456789abcdefghjkmnpqrs",
                     *       "kind": "flagged_neighbourhood",
                     *       "action": "confirmed",
                     *       "state": "open",
                     *       "about": "203.0.113.0/24",
                     *       "country": "DE",
                     *       "figures": {
                     *         "attempts": 48,
                     *         "failures": 47,
                     *         "accounts": 46,
                     *         "test": 41.2
                     *       },
                     *       "customer_id": null,
                     *       "began_at": "2026-11-22T14:02:00Z",
                     *       "last_seen_at": "2026-11-22T14:09:00Z",
                     *       "ended_at": null,
                     *       "undone": null,
                     *       "sign_ups": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectionFinding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignUpsOfWave: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Customers, page by page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "state": "active",
                     *           "email": "a•••@example.com",
                     *           "email_verified": true,
                     *           "phone_number": null,
                     *           "username": null,
                     *           "external_id": null,
                     *           "name": "A•••",
                     *           "masked": true,
                     *           "created_at": "2026-01-05T08:30:00Z",
                     *           "updated_at": "2026-01-05T08:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSignUpsOfWave: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "close",
                 *       "count": 118,
                 *       "keep": [
                 *         "cus_0123456789abcdefghjkmnpqrs"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RemoveSignUps"];
            };
        };
        responses: {
            /** @description How far it came: `done` were changed, `passed_over` needed or allowed nothing. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bulk_id": "blk_0123456789abcdefghjkmnpqrs",
                     *       "action": "end_sessions",
                     *       "state": "running",
                     *       "total": 200,
                     *       "done": 50,
                     *       "passed_over": 2,
                     *       "by": {
                     *         "kind": "administrator",
                     *         "id": "cus_0123456789abcdefghjkmnpqrs"
                     *       },
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "finished_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdministrators: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who administers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *           "email": "a•••@example.com",
                     *           "name": "A•••",
                     *           "masked": true,
                     *           "roles": [
                     *             "support"
                     *           ],
                     *           "state": "active",
                     *           "is_live": true,
                     *           "created_at": "2026-11-22T10:30:00Z",
                     *           "updated_at": "2026-11-22T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Administrators"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    appointAdministrator: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                 *       "roles": [
                 *         "support"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AppointAdministrator"];
            };
        };
        responses: {
            /** @description Somebody who administers, masked unless a reason is given to see them whole. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "email": "a•••@example.com",
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "roles": [
                     *         "support"
                     *       ],
                     *       "state": "active",
                     *       "is_live": true,
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "updated_at": "2026-11-22T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Administrator"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAdministrator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody who administers, masked unless a reason is given to see them whole. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "email": "a•••@example.com",
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "roles": [
                     *         "support"
                     *       ],
                     *       "state": "active",
                     *       "is_live": true,
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "updated_at": "2026-11-22T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Administrator"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAdministrator: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAdministrator: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "support",
                 *         "auditor"
                 *       ]
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeAdministrator"];
            };
        };
        responses: {
            /** @description Somebody who administers, masked unless a reason is given to see them whole. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer_id": "cus_0123456789abcdefghjkmnpqrs",
                     *       "email": "a•••@example.com",
                     *       "name": "A•••",
                     *       "masked": true,
                     *       "roles": [
                     *         "support"
                     *       ],
                     *       "state": "active",
                     *       "is_live": true,
                     *       "created_at": "2026-11-22T10:30:00Z",
                     *       "updated_at": "2026-11-22T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Administrator"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdministratorInvitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope `customers.personal:read` they come unmasked, and each such reading is recorded with the reason. */
                "Cardea-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitations to administer, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
                     *           "email": "a•••@example.com",
                     *           "roles": [
                     *             "support"
                     *           ],
                     *           "state": "open",
                     *           "invited_at": "2026-11-22T10:30:00Z",
                     *           "expires_at": "2026-11-25T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AdministratorInvitations"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteAdministrator: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "roles": [
                 *         "support"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InviteAdministrator"];
            };
        };
        responses: {
            /** @description The invitation. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitation_id": "inv_0123456789abcdefghjkmnpqrs",
                     *       "expires_at": "2026-11-25T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AdministratorInvited"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAdministratorInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenants, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *           "name": "Acme",
                     *           "state": "active",
                     *           "is_default": false,
                     *           "issuer": "https://id.acme.example",
                     *           "created_at": "2026-11-22T12:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TenantList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme",
                 *       "host": "id.acme.example",
                 *       "owner_email": "anna@acme.example"
                 *     }
                 */
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description A new tenant, and the way in for its first owner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *       "name": "Acme",
                     *       "state": "active",
                     *       "is_default": false,
                     *       "issuer": "https://id.acme.example",
                     *       "created_at": "2026-11-22T12:00:00Z",
                     *       "set_up": {
                     *         "link": "https://id.acme.example/setup?token=…",
                     *         "expires_at": "2026-11-23T12:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedTenant"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A business with its own host, keys, settings and customers. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *       "name": "Acme",
                     *       "state": "active",
                     *       "is_default": false,
                     *       "issuer": "https://id.acme.example",
                     *       "created_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameTenant: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme Europe"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TenantName"];
            };
        };
        responses: {
            /** @description A business with its own host, keys, settings and customers. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *       "name": "Acme",
                     *       "state": "active",
                     *       "is_default": false,
                     *       "issuer": "https://id.acme.example",
                     *       "created_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A business with its own host, keys, settings and customers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *       "name": "Acme",
                     *       "state": "active",
                     *       "is_default": false,
                     *       "issuer": "https://id.acme.example",
                     *       "created_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A business with its own host, keys, settings and customers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant_id": "ten_0123456789abcdefghjkmnpqrs",
                     *       "name": "Acme",
                     *       "state": "active",
                     *       "is_default": false,
                     *       "issuer": "https://id.acme.example",
                     *       "created_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The primary domain first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "host": "login.acme.example",
                     *           "state": "pending",
                     *           "is_primary": false,
                     *           "issuer": "https://login.acme.example",
                     *           "proof": {
                     *             "value": "cardea-domain=…",
                     *             "dns_record": "_cardea.login.acme.example",
                     *             "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
                     *           },
                     *           "added_at": null,
                     *           "expires_at": "2026-12-06T12:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DomainList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "host": "login.acme.example"
                 *     }
                 */
                "application/json": components["schemas"]["NewDomain"];
            };
        };
        responses: {
            /** @description A name that the tenant answers at, or that waits for a proof. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "host": "login.acme.example",
                     *       "state": "pending",
                     *       "is_primary": false,
                     *       "issuer": "https://login.acme.example",
                     *       "proof": {
                     *         "value": "cardea-domain=…",
                     *         "dns_record": "_cardea.login.acme.example",
                     *         "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
                     *       },
                     *       "added_at": null,
                     *       "expires_at": "2026-12-06T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A name that the tenant answers at, or that waits for a proof. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "host": "login.acme.example",
                     *       "state": "pending",
                     *       "is_primary": false,
                     *       "issuer": "https://login.acme.example",
                     *       "proof": {
                     *         "value": "cardea-domain=…",
                     *         "dns_record": "_cardea.login.acme.example",
                     *         "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
                     *       },
                     *       "added_at": null,
                     *       "expires_at": "2026-12-06T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeDomainPrimary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirm_issuer": "https://login.acme.example"
                 *     }
                 */
                "application/json": components["schemas"]["PrimaryDomain"];
            };
        };
        responses: {
            /** @description The primary domain first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "host": "login.acme.example",
                     *           "state": "pending",
                     *           "is_primary": false,
                     *           "issuer": "https://login.acme.example",
                     *           "proof": {
                     *             "value": "cardea-domain=…",
                     *             "dns_record": "_cardea.login.acme.example",
                     *             "https_address": "https://login.acme.example/.well-known/cardea-domain.txt"
                     *           },
                     *           "added_at": null,
                     *           "expires_at": "2026-12-06T12:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DomainList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBranding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The wishes, and where a colour had to give way so that everybody can read it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branding": {
                     *         "accent": "#ffe600",
                     *         "radius_pixels": 12,
                     *         "font": "humanist"
                     *       },
                     *       "adjustments": [
                     *         {
                     *           "mode": "light",
                     *           "reason": "contrast",
                     *           "from": "#ffe600",
                     *           "to": "#847600"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeBranding: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accent": "#ffe600",
                 *       "radius_pixels": 12,
                 *       "font": "humanist"
                 *     }
                 */
                "application/json": components["schemas"]["BrandingWishes"];
            };
        };
        responses: {
            /** @description The wishes, and where a colour had to give way so that everybody can read it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branding": {
                     *         "accent": "#ffe600",
                     *         "radius_pixels": 12,
                     *         "font": "humanist"
                     *       },
                     *       "adjustments": [
                     *         {
                     *           "mode": "light",
                     *           "reason": "contrast",
                     *           "from": "#ffe600",
                     *           "to": "#847600"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameOwnTenant: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme"
                 *     }
                 */
                "application/json": components["schemas"]["OwnTenantName"];
            };
        };
        responses: {
            /** @description What pages and mails call the tenant: 1 to 80 characters on one line. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Acme"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnTenantName"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readApplicationBranding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The wishes, and where a colour had to give way so that everybody can read it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branding": {
                     *         "accent": "#ffe600",
                     *         "radius_pixels": 12,
                     *         "font": "humanist"
                     *       },
                     *       "adjustments": [
                     *         {
                     *           "mode": "light",
                     *           "reason": "contrast",
                     *           "from": "#ffe600",
                     *           "to": "#847600"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApplicationBranding: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accent": "#ffe600",
                 *       "radius_pixels": 12,
                 *       "font": "humanist"
                 *     }
                 */
                "application/json": components["schemas"]["BrandingWishes"];
            };
        };
        responses: {
            /** @description The wishes, and where a colour had to give way so that everybody can read it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branding": {
                     *         "accent": "#ffe600",
                     *         "radius_pixels": 12,
                     *         "font": "humanist"
                     *       },
                     *       "adjustments": [
                     *         {
                     *           "mode": "light",
                     *           "reason": "contrast",
                     *           "from": "#ffe600",
                     *           "to": "#847600"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPictures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pictures, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "asset": "q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
                     *           "address": "https://id.acme.example/brand/q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
                     *           "content_type": "image/png",
                     *           "width": 240,
                     *           "height": 80,
                     *           "bytes": 5120,
                     *           "added_at": "2026-11-22T12:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PictureList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "iVBORw0KGgo="
                 *     }
                 */
                "application/json": components["schemas"]["NewPicture"];
            };
        };
        responses: {
            /** @description A picture of the tenant. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset": "q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
                     *       "address": "https://id.acme.example/brand/q0Xc9yqE4mC8J3xT0uV6p1bN7dW2kL5sR9hF4gZ8aYo.240x80",
                     *       "content_type": "image/png",
                     *       "width": 240,
                     *       "height": 80,
                     *       "bytes": 5120,
                     *       "added_at": "2026-11-22T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Picture"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewBranding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "page": "sign-in",
                 *       "branding": {
                 *         "accent": "#ffe600",
                 *         "radius_pixels": 12,
                 *         "font": "humanist"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BrandingPreview"];
            };
        };
        responses: {
            /** @description The page, drawn. Show `address` in a frame with the attribute `sandbox`: it has a policy of its own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "address": "https://id.acme.example/brand/preview/…",
                     *       "expires_at": "2026-11-22T12:10:00Z",
                     *       "html": "<!doctype html>…",
                     *       "adjustments": []
                     *     }
                     */
                    "application/json": components["schemas"]["BrandingPreviewed"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLanguages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The languages there are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "locale": "de",
                     *           "name": "Deutsch",
                     *           "direction": "ltr",
                     *           "is_offered": true,
                     *           "worded": 3
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["LanguageList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTexts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                prefix?: string;
                find?: string;
                worded?: "true" | "false";
            };
            header?: never;
            path: {
                locale: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Texts by id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pages:sign_in.title",
                     *           "default": "Sign in",
                     *           "placeholders": [],
                     *           "most_characters": 120,
                     *           "text": "Welcome back"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TextList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                locale: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many were taken, and how many are said in our words again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "locale": "en",
                     *       "changed": 1,
                     *       "reset": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TextsChanged"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                locale: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "texts": {
                 *         "pages:sign_in.title": "Welcome back",
                 *         "pages:sign_up.title": null
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TextChanges"];
            };
        };
        responses: {
            /** @description How many were taken, and how many are said in our words again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "locale": "en",
                     *       "changed": 1,
                     *       "reset": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TextsChanged"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every setting as it counts. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "session": {
                     *           "idleSeconds": 3600
                     *         }
                     *       },
                     *       "sources": {
                     *         "session.idleSeconds": "tenant"
                     *       },
                     *       "defaults": {
                     *         "session": {
                     *           "idleSeconds": 604800
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "session": {
                 *         "idleSeconds": 3600
                 *       },
                 *       "links": {
                 *         "terms": null
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeSettings"];
            };
        };
        responses: {
            /** @description Every setting as it counts. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "session": {
                     *           "idleSeconds": 3600
                     *         }
                     *       },
                     *       "sources": {
                     *         "session.idleSeconds": "tenant"
                     *       },
                     *       "defaults": {
                     *         "session": {
                     *           "idleSeconds": 604800
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSmsFigures: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text messages of the last days, and of today (UTC). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "available": true,
                     *       "days": 30,
                     *       "currency": "EUR",
                     *       "sent": 420,
                     *       "entered": 391,
                     *       "cost": 32.55,
                     *       "today": {
                     *         "sent": 12,
                     *         "cost": 0.93,
                     *         "daily_messages": 500,
                     *         "daily_cost": 20,
                     *         "stopped": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SmsFigures"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSystemStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the installation does, at its first tenant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "public_url": "https://id.acme.example",
                     *       "development": false,
                     *       "started_at": "2026-11-22T12:00:00Z",
                     *       "ok": true,
                     *       "checks": [
                     *         {
                     *           "name": "jobs",
                     *           "ok": true,
                     *           "detail": "none waits for long",
                     *           "remedy": null
                     *         }
                     *       ],
                     *       "jobs": [
                     *         {
                     *           "task": "send-message",
                     *           "planned": 0,
                     *           "due": 0,
                     *           "failed": 0,
                     *           "oldest_due_seconds": 0
                     *         }
                     *       ],
                     *       "mail": {
                     *         "queued": 0,
                     *         "oldest_queued_seconds": 0,
                     *         "sent_last_day": 120,
                     *         "failed_last_day": 0
                     *       },
                     *       "ledger": {
                     *         "protection": "role",
                     *         "readers": [
                     *           {
                     *             "reader": "messaging",
                     *             "lag_seconds": 0,
                     *             "failing_lanes": 0
                     *           }
                     *         ]
                     *       },
                     *       "database": {
                     *         "kind": "embedded",
                     *         "version": "17.5"
                     *       },
                     *       "last_backup_at": "2026-11-22T03:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SystemStatus"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listResources: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description APIs by address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "resource_uri": "https://orders.example/",
                     *           "name": "Orders",
                     *           "scopes": {
                     *             "orders:read": "See what you ordered"
                     *           },
                     *           "access_token_seconds": 600,
                     *           "open_to_agents": false
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resource_uri": "https://orders.example/",
                 *       "name": "Orders",
                 *       "scopes": {
                 *         "orders:read": "See what you ordered"
                 *       },
                 *       "access_token_seconds": 600,
                 *       "open_to_agents": false
                 *     }
                 */
                "application/json": components["schemas"]["RegisterResource"];
            };
        };
        responses: {
            /** @description An API that access tokens can be made for. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resource_uri": "https://orders.example/",
                     *       "name": "Orders",
                     *       "scopes": {
                     *         "orders:read": "See what you ordered"
                     *       },
                     *       "access_token_seconds": 600,
                     *       "open_to_agents": false
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readResource: {
        parameters: {
            query?: {
                resource_uri?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An API that access tokens can be made for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resource_uri": "https://orders.example/",
                     *       "name": "Orders",
                     *       "scopes": {
                     *         "orders:read": "See what you ordered"
                     *       },
                     *       "access_token_seconds": 600,
                     *       "open_to_agents": false
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeResource: {
        parameters: {
            query?: {
                resource_uri?: string;
            };
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Orders",
                 *       "scopes": {
                 *         "orders:read": "See what you ordered"
                 *       },
                 *       "access_token_seconds": 600,
                 *       "open_to_agents": false
                 *     }
                 */
                "application/json": components["schemas"]["ChangeResource"];
            };
        };
        responses: {
            /** @description An API that access tokens can be made for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resource_uri": "https://orders.example/",
                     *       "name": "Orders",
                     *       "scopes": {
                     *         "orders:read": "See what you ordered"
                     *       },
                     *       "access_token_seconds": 600,
                     *       "open_to_agents": false
                     *     }
                     */
                    "application/json": components["schemas"]["Resource"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeResource: {
        parameters: {
            query?: {
                resource_uri?: string;
            };
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInitialAccessTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are not over, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "token_id": "iat_0123456789abcdefghjkmnpqrs",
                     *           "name": "Agents of the workshop",
                     *           "remaining": 20,
                     *           "created_at": "2026-11-22T10:30:00Z",
                     *           "expires_at": "2026-11-29T10:30:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InitialAccessTokens"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInitialAccessToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Agents of the workshop",
                 *       "uses": 20
                 *     }
                 */
                "application/json": components["schemas"]["CreateInitialAccessToken"];
            };
        };
        responses: {
            /** @description The token, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token_id": "iat_0123456789abcdefghjkmnpqrs",
                     *       "initial_access_token": "k3…"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedInitialAccessToken"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeInitialAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProfileSchema: {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The declaration that counts. Its version is its `ETag`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": 1,
                     *       "attributes": [
                     *         {
                     *           "name": "name",
                     *           "type": "text",
                     *           "at_sign_up": "optional",
                     *           "scope": "profile"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileSchema"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProfileSchema: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attributes": [
                 *         {
                 *           "name": "name",
                 *           "type": "text",
                 *           "at_sign_up": "optional",
                 *           "scope": "profile"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeclareProfileSchema"];
            };
        };
        responses: {
            /** @description What a change does, or would do. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": 1,
                     *       "to": 2,
                     *       "has_changes": true,
                     *       "added": [
                     *         "size"
                     *       ],
                     *       "changed": [],
                     *       "removed": [],
                     *       "restored": [],
                     *       "refused": []
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileSchemaPlan"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planProfileSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attributes": [
                 *         {
                 *           "name": "name",
                 *           "type": "text",
                 *           "at_sign_up": "optional",
                 *           "scope": "profile"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeclareProfileSchema"];
            };
        };
        responses: {
            /** @description What a change does, or would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": 1,
                     *       "to": 2,
                     *       "has_changes": true,
                     *       "added": [
                     *         "size"
                     *       ],
                     *       "changed": [],
                     *       "removed": [],
                     *       "restored": [],
                     *       "refused": []
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileSchemaPlan"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackProfileSchema: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1
                 *     }
                 */
                "application/json": components["schemas"]["RollBackProfileSchema"];
            };
        };
        responses: {
            /** @description What a change does, or would do. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": 1,
                     *       "to": 2,
                     *       "has_changes": true,
                     *       "added": [
                     *         "size"
                     *       ],
                     *       "changed": [],
                     *       "removed": [],
                     *       "restored": [],
                     *       "refused": []
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileSchemaPlan"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, published ones first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "key_id": "key_0123456789abcdefghjkmnpqrs",
                     *           "algorithm": "ES256",
                     *           "state": "active",
                     *           "created_at": "2026-11-22T12:00:00Z",
                     *           "active_from": "2026-11-23T12:00:00Z",
                     *           "published_until": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["SigningKeyList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateSigningKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "now": false
                 *     }
                 */
                "application/json": components["schemas"]["RotateKeys"];
            };
        };
        responses: {
            /** @description The keys that were made; none when a rotation was under way already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key_ids": [
                     *         "key_0123456789abcdefghjkmnpqrs"
                     *       ],
                     *       "active_from": "2026-11-23T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyRotation"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description The key that signs in its place; null when it did not sign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key_id": "key_0123456789abcdefghjkmnpqrs",
                     *       "signs_now": null
                     *     }
                     */
                    "application/json": components["schemas"]["KeyWithdrawal"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "settings: { session: { idleSeconds: 3600 } }"
                 *     }
                 */
                "application/json": components["schemas"]["ConfigurationFile"];
            };
        };
        responses: {
            /** @description What the file changes, or would change; or why it cannot be used. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "has_changes": true,
                     *       "changes": [
                     *         {
                     *           "action": "change",
                     *           "section": "settings",
                     *           "key": "session.idleSeconds",
                     *           "fields": [
                     *             {
                     *               "field": "",
                     *               "from": 604800,
                     *               "to": 3600
                     *             }
                     *           ],
                     *           "notes": []
                     *         }
                     *       ],
                     *       "fingerprint": "x",
                     *       "findings": []
                     *     }
                     */
                    "application/json": components["schemas"]["ConfigurationPlan"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyConfiguration: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "settings: { session: { idleSeconds: 3600 } }"
                 *     }
                 */
                "application/json": components["schemas"]["ApplyConfiguration"];
            };
        };
        responses: {
            /** @description What the file changes, or would change; or why it cannot be used. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "has_changes": true,
                     *       "changes": [
                     *         {
                     *           "action": "change",
                     *           "section": "settings",
                     *           "key": "session.idleSeconds",
                     *           "fields": [
                     *             {
                     *               "field": "",
                     *               "from": 604800,
                     *               "to": 3600
                     *             }
                     *           ],
                     *           "notes": []
                     *         }
                     *       ],
                     *       "fingerprint": "x",
                     *       "findings": []
                     *     }
                     */
                    "application/json": components["schemas"]["ConfigurationPlan"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What counts now, as a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "document": "format: 1\nname: Acme\n"
                     *     }
                     */
                    "application/json": components["schemas"]["ExportedConfiguration"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConfigurationDrift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would have to change to be as the file says that was applied last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "has_changes": true,
                     *       "changes": [
                     *         {
                     *           "action": "change",
                     *           "section": "settings",
                     *           "key": "session.idleSeconds",
                     *           "fields": [
                     *             {
                     *               "field": "",
                     *               "from": 604800,
                     *               "to": 3600
                     *             }
                     *           ],
                     *           "notes": []
                     *         }
                     *       ],
                     *       "fingerprint": "x",
                     *       "version": 3,
                     *       "applied_at": "2026-11-22T12:00:00Z",
                     *       "applied_by": {
                     *         "kind": "system",
                     *         "id": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ConfigurationDrift"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectionDomains: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domains of a connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "domain": "contoso.example",
                     *           "state": "pending",
                     *           "proof": {
                     *             "value": "cardea-connection=…",
                     *             "dns_record": "_cardea.contoso.example"
                     *           },
                     *           "added_at": "2026-11-22T12:00:00Z",
                     *           "proven_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDomainList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addConnectionDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "domain": "contoso.example"
                 *     }
                 */
                "application/json": components["schemas"]["NewConnectionDomain"];
            };
        };
        responses: {
            /** @description A mail domain whose owners sign in by the connection, once it is proven. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "domain": "contoso.example",
                     *       "state": "pending",
                     *       "proof": {
                     *         "value": "cardea-connection=…",
                     *         "dns_record": "_cardea.contoso.example"
                     *       },
                     *       "added_at": "2026-11-22T12:00:00Z",
                     *       "proven_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDomain"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyConnectionDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail domain whose owners sign in by the connection, once it is proven. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "domain": "contoso.example",
                     *       "state": "pending",
                     *       "proof": {
                     *         "value": "cardea-connection=…",
                     *         "dns_record": "_cardea.contoso.example"
                     *       },
                     *       "added_at": "2026-11-22T12:00:00Z",
                     *       "proven_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDomain"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeConnectionDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connections by id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "connection_id": "google",
                     *           "name": "Google",
                     *           "preset": "google",
                     *           "state": "active",
                     *           "client_id": "1234.apps.googleusercontent.com",
                     *           "has_client_secret": true,
                     *           "issuer": "https://accounts.google.com",
                     *           "scope": "openid profile email",
                     *           "token_endpoint_auth_method": "client_secret_post",
                     *           "email_is_authoritative": true,
                     *           "claims": {},
                     *           "sign_up": "open",
                     *           "keeps_tokens": false,
                     *           "domain_sign_in": "offered",
                     *           "order": 0,
                     *           "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *           "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout",
                     *           "identities": 12,
                     *           "domains": 1
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection_id": "google",
                 *       "name": "Google",
                 *       "preset": "google",
                 *       "client_id": "1234.apps.googleusercontent.com",
                 *       "client_secret": "GOCSPX-…"
                 *     }
                 */
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connection_id": "google",
                     *       "name": "Google",
                     *       "preset": "google",
                     *       "state": "active",
                     *       "client_id": "1234.apps.googleusercontent.com",
                     *       "has_client_secret": true,
                     *       "issuer": "https://accounts.google.com",
                     *       "scope": "openid profile email",
                     *       "token_endpoint_auth_method": "client_secret_post",
                     *       "email_is_authoritative": true,
                     *       "claims": {},
                     *       "sign_up": "open",
                     *       "keeps_tokens": false,
                     *       "domain_sign_in": "offered",
                     *       "order": 0,
                     *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connection_id": "google",
                     *       "name": "Google",
                     *       "preset": "google",
                     *       "state": "active",
                     *       "client_id": "1234.apps.googleusercontent.com",
                     *       "has_client_secret": true,
                     *       "issuer": "https://accounts.google.com",
                     *       "scope": "openid profile email",
                     *       "token_endpoint_auth_method": "client_secret_post",
                     *       "email_is_authoritative": true,
                     *       "claims": {},
                     *       "sign_up": "open",
                     *       "keeps_tokens": false,
                     *       "domain_sign_in": "offered",
                     *       "order": 0,
                     *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeConnection: {
        parameters: {
            query?: {
                confirm_identities?: number;
            };
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sign_up": "linked_only"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeConnection"];
            };
        };
        responses: {
            /** @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connection_id": "google",
                     *       "name": "Google",
                     *       "preset": "google",
                     *       "state": "active",
                     *       "client_id": "1234.apps.googleusercontent.com",
                     *       "has_client_secret": true,
                     *       "issuer": "https://accounts.google.com",
                     *       "scope": "openid profile email",
                     *       "token_endpoint_auth_method": "client_secret_post",
                     *       "email_is_authoritative": true,
                     *       "claims": {},
                     *       "sign_up": "open",
                     *       "keeps_tokens": false,
                     *       "domain_sign_in": "offered",
                     *       "order": 0,
                     *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connection_id": "google",
                     *       "name": "Google",
                     *       "preset": "google",
                     *       "state": "active",
                     *       "client_id": "1234.apps.googleusercontent.com",
                     *       "has_client_secret": true,
                     *       "issuer": "https://accounts.google.com",
                     *       "scope": "openid profile email",
                     *       "token_endpoint_auth_method": "client_secret_post",
                     *       "email_is_authoritative": true,
                     *       "claims": {},
                     *       "sign_up": "open",
                     *       "keeps_tokens": false,
                     *       "domain_sign_in": "offered",
                     *       "order": 0,
                     *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description A connection with everything that counts, defaults included. The `ETag` of the answer goes back as `If-Match`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connection_id": "google",
                     *       "name": "Google",
                     *       "preset": "google",
                     *       "state": "active",
                     *       "client_id": "1234.apps.googleusercontent.com",
                     *       "has_client_secret": true,
                     *       "issuer": "https://accounts.google.com",
                     *       "scope": "openid profile email",
                     *       "token_endpoint_auth_method": "client_secret_post",
                     *       "email_is_authoritative": true,
                     *       "claims": {},
                     *       "sign_up": "open",
                     *       "keeps_tokens": false,
                     *       "domain_sign_in": "offered",
                     *       "order": 0,
                     *       "redirect_uri": "https://id.acme.example/sign-in/with/google/callback",
                     *       "backchannel_logout_uri": "https://id.acme.example/sign-in/with/google/logout"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planConnectionRemoval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What goes with the connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "identities": 12,
                     *       "domains": 1
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionRemoval"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description What was found when the provider was asked, now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "findings": [
                     *         {
                     *           "check": "discovery",
                     *           "outcome": "ok",
                     *           "code": "discovery_ok",
                     *           "reason": null,
                     *           "values": {},
                     *           "text": "The provider answers, and it is the one that was set."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateApplicationSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keep_former_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["RotateSecret"];
            };
        };
        responses: {
            /** @description A fresh secret, which is shown this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_secret": "k3…",
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RotatedSecret"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readApplicationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the application sets differently from its tenant, and what counts on the way to it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "registration": {
                     *           "mode": "invitation"
                     *         }
                     *       },
                     *       "effective": {
                     *         "registration": {
                     *           "mode": "invitation"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationSettings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApplicationSettings: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "registration": {
                 *         "mode": "invitation"
                 *       },
                 *       "signIn": {
                 *         "connections": [
                 *           "google"
                 *         ]
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeApplicationSettings"];
            };
        };
        responses: {
            /** @description What the application sets differently from its tenant, and what counts on the way to it. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "registration": {
                     *           "mode": "invitation"
                     *         }
                     *       },
                     *       "effective": {
                     *         "registration": {
                     *           "mode": "invitation"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationSettings"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegisteredApplications: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Applications by `client_id`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "client_id": "shop",
                     *           "client_name": "Shop",
                     *           "first_party": true,
                     *           "state": "active",
                     *           "made_by": "operator",
                     *           "redirect_uris": [
                     *             "https://shop.example/callback"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this call: repeated within a day, it is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "client_name": "Shop",
                 *       "first_party": true,
                 *       "redirect_uris": [
                 *         "https://shop.example/callback"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RegisterApplication"];
            };
        };
        responses: {
            /** @description The application, with its secret, which is shown this once. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_name": "Shop",
                     *       "first_party": true,
                     *       "state": "active",
                     *       "made_by": "operator",
                     *       "redirect_uris": [
                     *         "https://shop.example/callback"
                     *       ],
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ],
                     *       "client_secret": "k3…"
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredApplication"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An application with its secrets, which nobody can read. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_name": "Shop",
                     *       "first_party": true,
                     *       "state": "active",
                     *       "made_by": "operator",
                     *       "redirect_uris": [
                     *         "https://shop.example/callback"
                     *       ],
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationDetail"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What goes with the application. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "consents": 12,
                     *       "grants": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationRemoval"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that this changes. */
                "If-Match": string;
            };
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "redirect_uris": [
                 *         "https://shop.example/callback",
                 *         "https://shop.example/app/callback"
                 *       ]
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ChangeApplication"];
            };
        };
        responses: {
            /** @description An application with its secrets, which nobody can read. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_name": "Shop",
                     *       "first_party": true,
                     *       "state": "active",
                     *       "made_by": "operator",
                     *       "redirect_uris": [
                     *         "https://shop.example/callback"
                     *       ],
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationDetail"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description An application with its secrets, which nobody can read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_name": "Shop",
                     *       "first_party": true,
                     *       "state": "active",
                     *       "made_by": "operator",
                     *       "redirect_uris": [
                     *         "https://shop.example/callback"
                     *       ],
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationDetail"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description An application with its secrets, which nobody can read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "client_id": "shop",
                     *       "client_name": "Shop",
                     *       "first_party": true,
                     *       "state": "active",
                     *       "made_by": "operator",
                     *       "redirect_uris": [
                     *         "https://shop.example/callback"
                     *       ],
                     *       "secrets": [
                     *         {
                     *           "since": "2026-11-22T12:00:00Z",
                     *           "until": null,
                     *           "reference": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationDetail"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planApplicationRemoval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What goes with the application. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "consents": 12,
                     *       "grants": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationRemoval"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

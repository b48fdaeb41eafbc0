#!/usr/bin/env bash
# Sign-up, tokens, account, recovery and sign-in with curl alone. The codes are read from the outbox of development.
#   ISSUER=http://localhost:3000 CLIENT_ID=my-app REDIRECT_URI=https://app.example/callback EMAIL=anna@example.com ./journeys.sh
set -euo pipefail
: "${ISSUER:?}" "${CLIENT_ID:?}" "${EMAIL:?}" "${REDIRECT_URI:?}"

# field NAME: one field of the JSON on standard input.
field() { node -e 'console.log(JSON.parse(require("fs").readFileSync(0, "utf8"))[process.argv[1]] ?? "")' "$1"; }

post() { curl -sS -X POST -H 'content-type: application/json' "$@"; }

# begin KIND: begins a journey; keeps its id, its token and the verifier of its code.
begin() {
  read -r verifier challenge < <(node -e '
    const { createHash, randomBytes } = require("crypto");
    const verifier = randomBytes(32).toString("base64url");
    console.log(verifier, createHash("sha256").update(verifier).digest("base64url"));')
  local begun
  begun=$(post "$ISSUER/api/flows" -d "{
    \"kind\": \"$1\", \"client_id\": \"$CLIENT_ID\", \"scope\": \"openid profile email account:read\",
    \"code_challenge\": \"$challenge\", \"code_challenge_method\": \"S256\" }")
  flow=$(field flow_id <<<"$begun")
  token=$(field flow_token <<<"$begun")
}

# act ACTION BODY: takes the next step.
act() { post "$ISSUER/api/flows/$flow/$1" -H "authorization: Flow $token" -d "$2"; }

# mailed NUMBER: the code of the mail that is the NUMBER-th to this address.
mailed() {
  for _ in $(seq 100); do
    code=$(curl -sS "$ISSUER/dev/outbox.json" | node -e '
      const mails = JSON.parse(require("fs").readFileSync(0, "utf8")).filter(({ to }) => to === process.argv[1]);
      const code = /\b(\d{3}) ?(\d{3})\b/.exec(mails[0]?.subject ?? "");
      if (mails.length >= Number(process.argv[2]) && code) console.log(code[1] + code[2]);' "$EMAIL" "$1")
    if [ -n "$code" ]; then echo "$code"; return; fi
    sleep 0.1
  done
  echo "no mail arrived" >&2
  return 1
}

# redeem ANSWER: the tokens for the code of a finished journey.
redeem() {
  curl -sS "$ISSUER/oauth/token" -d grant_type=authorization_code -d "client_id=$CLIENT_ID" \
    --data-urlencode "redirect_uri=$REDIRECT_URI" \
    --data-urlencode "code=$(field code <<<"$1")" --data-urlencode "code_verifier=$verifier"
}

echo '== sign-up'
begin registration
act details "{ \"email\": \"$EMAIL\", \"password\": \"the quiet river bends twice\", \"profile\": { \"name\": \"Anna\" } }" | field state
answer=$(act verify "{ \"code\": \"$(mailed 1)\" }")
field state <<<"$answer"

echo '== tokens, userinfo, account'
access=$(redeem "$answer" | field access_token)
curl -sS "$ISSUER/oauth/userinfo" -H "authorization: Bearer $access" | field email
curl -sS "$ISSUER/api/account" -H "authorization: Bearer $access" | field name

echo '== recovery'
begin recovery
act address "{ \"email\": \"$EMAIL\" }" | field state
act verify "{ \"code\": \"$(mailed 2)\" }" | field state
act new-password '{ "password": "six grey herons wait" }' | field state
curl -sS -o /dev/null -w '%{http_code}\n' "$ISSUER/api/account" -H "authorization: Bearer $access"

echo '== sign-in'
begin sign-in
act password "{ \"identifier\": \"$EMAIL\", \"password\": \"the quiet river bends twice\" }" | field code
answer=$(act password "{ \"identifier\": \"$EMAIL\", \"password\": \"six grey herons wait\" }")
field state <<<"$answer"
redeem "$answer" | field token_type

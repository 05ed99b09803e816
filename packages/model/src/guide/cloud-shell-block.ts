/**
 * The block for Azure Cloud Shell, or any POSIX shell with the Azure CLI. It goes through `az rest` where `az ad app create` would
 * patch whichever application has the same name, redirect URIs included, and fails on a name with an apostrophe.
 *
 * It runs in a shell of its own (`( … )`), so that a failure ends the block and not the administrator's session.
 */
import { type BlockParts, blockParts, exchangeOnline } from './block.ts';
import { lineWith } from './pasted-line.ts';
import { posixQuoted } from './quoting.ts';
import type { Wish } from './registration.ts';

const quoted = posixQuoted;
const own = (words: string): string => `fail ${quoted(words)}`;

/** The application ID of the registration that has our redirect URI, or nothing. */
function search(query: string, { redirectUri }: BlockParts): string {
  const found = quoted(query);
  return `az rest --method get --url "$graph/applications?"${found} --query "value[?contains(web.redirectUris, '${redirectUri}')].appId | [0]" --output tsv --only-show-errors`;
}

const unread = own('the applications of this directory could not be read; Azure says why above.');

/** @returns the block, ending without a line break: the administrator's Enter runs it. */
export function cloudShellBlock(wish: Wish): string {
  const parts = blockParts(wish);
  const { azure } = parts;
  const lines = [
    '(',
    // Not a comment: zsh, the shell of a Mac, takes none where somebody types.
    `: ${quoted('Registers Mailroom. Safe to run again: it finds its own registration by the redirect URI.')}`,
    'set -u',
    `fail() { printf '\\nMailroom: %s\\n' "$1" >&2; exit 1; }`,
    // What was made a moment ago is not known to all of the directory's servers yet.
    'again() { for pause in 2 4 8; do "$@" 2>/dev/null && return; sleep $pause; done; "$@"; }',
    `command -v az >/dev/null || ${own('the Azure CLI (az) is not installed here. Use Azure Cloud Shell, or install it.')}`,
    `[ "$(az cloud show --query name --output tsv)" = ${azure.cli} ] || az cloud set --name ${azure.cli} --only-show-errors || ${own(`the cloud ${azure.cli} could not be chosen.`)}`,
    `directory=$(az account show --query tenantId --output tsv --only-show-errors) || ${own('nobody is signed in. Run: az login --allow-no-subscriptions   and paste the block again.')}`,
  ];
  if (parts.directory !== null) {
    lines.push(
      `[ "$directory" = ${parts.directory} ] || ${own(`this is another directory than ${parts.directory}. Switch the directory and paste the block again.`)}`,
    );
  }
  lines.push(
    'graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)',
    `graph=\${graph%/}/v1.0`,
    `app=$(${search(parts.byName, parts)}) || ${unread}`,
    `case $app in *-*-*-*-*) ;; *) app=$(${search(parts.byAddress, parts)} --headers ConsistencyLevel=eventual) || ${unread} ;; esac`,
    'case $app in',
    `  *-*-*-*-*) az rest --method patch --url "$graph/applications(appId='$app')" --body ${quoted(parts.settings)} --output none --only-show-errors || ${own('the registration was found but not changed; Azure says why above.')} ;;`,
    `  *) app=$(az rest --method post --url "$graph/applications" --body ${quoted(parts.create)} --query appId --output tsv --only-show-errors) || ${own('the application was not registered; Azure says why above. Your account needs the role Application Developer or Cloud Application Administrator.')} ;;`,
    'esac',
  );
  if (parts.servicePrincipal) {
    lines.push(
      `az ad sp show --id "$app" --output none 2>/dev/null || again az ad sp create --id "$app" --output none --only-show-errors || ${own('the application was registered but not added to this directory; Azure says why above. Paste the block again.')}`,
    );
  }
  if (parts.roles.length > 0) {
    lines.push(
      `principal=$(az ad sp show --id "$app" --query id --output tsv --only-show-errors) && exchange=$(az ad sp show --id ${exchangeOnline} --query id --output tsv --only-show-errors) || ${own('this directory has no Exchange Online.')}`,
      `for role in ${parts.roles.join(' ')}; do`,
      `  granted=$(az rest --method get --url "$graph/servicePrincipals/$principal/appRoleAssignments" --query "value[?appRoleId=='$role'].id | [0]" --output tsv --only-show-errors)`,
      `  [ -n "$granted" ] || again az rest --method post --url "$graph/servicePrincipals/$exchange/appRoleAssignedTo" --body "{\\"principalId\\":\\"$principal\\",\\"resourceId\\":\\"$exchange\\",\\"appRoleId\\":\\"$role\\"}" --output none --only-show-errors || ${own('the permissions were not granted; Azure says why above. That needs the role Privileged Role Administrator.')}`,
      'done',
    );
  }
  const line = lineWith(['%s', '%s', parts.cloudId, parts.secretEnds, '%s']);
  lines.push(
    `secret=$(again az ad app credential reset --id "$app" --append --display-name Mailroom --end-date ${parts.secretEnds} --query password --output tsv --only-show-errors) || ${own('the application is registered but no secret was made; Azure says why above. A registration that allows personal accounts holds two secrets at most: delete one under Certificates & secrets.')}`,
    `printf '\\nCopy this line into Mailroom:\\n\\n${line}\\n\\n' "$app" "$directory" "$secret"`,
    ')',
  );
  return lines.join('\n');
}

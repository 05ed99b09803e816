/**
 * The twin for Microsoft Graph PowerShell, on Windows or in Cloud Shell's PowerShell. It speaks to Graph through
 * `Invoke-MgGraphRequest`, which needs the smallest of the modules and takes the same JSON as the other block.
 *
 * It runs in a scope of its own (`& { … }`): `throw` ends the block and not the session.
 */
import { blockParts, exchangeOnline } from './block.ts';
import { lineWith } from './pasted-line.ts';
import { powerShellQuoted } from './quoting.ts';
import type { Wish } from './registration.ts';

const quoted = powerShellQuoted;

/** @returns the block, ending without a line break: the administrator's Enter runs it. */
export function powerShellBlock(wish: Wish): string {
  const parts = blockParts(wish);
  const { azure } = parts;
  const scopes = [
    'Application.ReadWrite.All',
    ...(parts.roles.length > 0 ? ['AppRoleAssignment.ReadWrite.All'] : []),
  ];
  const ours = `Where-Object { $_.web.redirectUris -contains ${quoted(parts.redirectUri)} }`;
  const lines = [
    '& {',
    '  # Registers Mailroom. Safe to run again: it finds its own registration by the redirect URI.',
    "  $ErrorActionPreference = 'Stop'",
    '  if (-not (Get-Module -ListAvailable Microsoft.Graph.Authentication)) { Install-Module Microsoft.Graph.Authentication -Scope CurrentUser -Force }',
    // Cloud Shell has no browser of its own; it shows a code to enter instead.
    `  Connect-MgGraph -Environment ${azure.graph} -Scopes ${scopes.map(quoted).join(', ')} -UseDeviceCode:([bool]$env:ACC_CLOUD) -NoWelcome`,
    '  $directory = (Get-MgContext).TenantId',
  ];
  if (parts.directory !== null) {
    lines.push(
      `  if ($directory -ne '${parts.directory}') { throw 'Mailroom: this is another directory than ${parts.directory}. Run Disconnect-MgGraph, sign in to that one and paste the block again.' }`,
    );
  }
  lines.push(
    // What was made a moment ago is not known to all of the directory's servers yet.
    '  function again([scriptblock]$work) { foreach ($pause in 2, 4, 8) { try { return (& $work) } catch { Start-Sleep $pause } }; & $work }',
    `  $app = (Invoke-MgGraphRequest -Method GET -Uri ${quoted(`/v1.0/applications?${parts.byName}`)}).value | ${ours} | Select-Object -First 1`,
    `  if (-not $app) { $app = (Invoke-MgGraphRequest -Method GET -Uri ${quoted(`/v1.0/applications?${parts.byAddress}`)} -Headers @{ ConsistencyLevel = 'eventual' }).value | ${ours} | Select-Object -First 1 }`,
    '  if ($app) {',
    `    Invoke-MgGraphRequest -Method PATCH -Uri "/v1.0/applications(appId='$($app.appId)')" -ContentType 'application/json' -Body ${quoted(parts.settings)} | Out-Null`,
    '  } else {',
    `    $app = Invoke-MgGraphRequest -Method POST -Uri '/v1.0/applications' -ContentType 'application/json' -Body ${quoted(parts.create)}`,
    '  }',
  );
  if (parts.servicePrincipal) {
    lines.push(
      '  $principal = (Invoke-MgGraphRequest -Method GET -Uri "/v1.0/servicePrincipals?`$filter=appId eq \'$($app.appId)\'").value | Select-Object -First 1',
      "  if (-not $principal) { $principal = again { Invoke-MgGraphRequest -Method POST -Uri '/v1.0/servicePrincipals' -Body @{ appId = $app.appId } } }",
    );
  }
  if (parts.roles.length > 0) {
    lines.push(
      `  $exchange = (Invoke-MgGraphRequest -Method GET -Uri "/v1.0/servicePrincipals?\`$filter=appId eq '${exchangeOnline}'").value | Select-Object -First 1`,
      "  if (-not $exchange) { throw 'Mailroom: this directory has no Exchange Online.' }",
      '  $granted = (Invoke-MgGraphRequest -Method GET -Uri "/v1.0/servicePrincipals/$($principal.id)/appRoleAssignments").value.appRoleId',
      `  foreach ($role in @(${parts.roles.map(quoted).join(', ')})) {`,
      '    if ($granted -notcontains $role) { again { Invoke-MgGraphRequest -Method POST -Uri "/v1.0/servicePrincipals/$($exchange.id)/appRoleAssignedTo" -Body @{ principalId = $principal.id; resourceId = $exchange.id; appRoleId = $role } } | Out-Null }',
      '  }',
    );
  }
  const line = lineWith(['{0}', '{1}', parts.cloudId, parts.secretEnds, '{2}']);
  lines.push(
    `  $secret = (again { Invoke-MgGraphRequest -Method POST -Uri "/v1.0/applications(appId='$($app.appId)')/addPassword" -Body @{ passwordCredential = @{ displayName = 'Mailroom'; endDateTime = '${parts.secretEnds}T00:00:00Z' } } }).secretText`,
    `  "\`nCopy this line into Mailroom:\`n\`n${line}\`n" -f $app.appId, $directory, $secret`,
    '}',
  );
  return lines.join('\n');
}

/** How Microsoft's administration tools name a cloud, and where its administrator works. */

export interface AzureCloud {
  /** For `az cloud set --name` ("az cloud", Azure CLI). */
  cli: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
  /** For `Connect-MgGraph -Environment`. */
  graph: 'Global' | 'USGov' | 'China';
  /** For `Connect-ExchangeOnline -ExchangeEnvironmentName`. */
  exchange: 'O365Default' | 'O365USGovGCCHigh' | 'O365China';
  /** The page that opens Cloud Shell; null where the cloud has none and the tools run on the administrator's own computer. */
  shell: string | null;
  entra: string;
  national: boolean;
}

/** By the host people sign in at. The government's Cloud Shell has no address of its own: its icon stands in the portal's bar. */
const clouds: Readonly<Record<string, AzureCloud>> = {
  'login.microsoftonline.com': {
    cli: 'AzureCloud',
    graph: 'Global',
    exchange: 'O365Default',
    shell: 'https://shell.azure.com',
    entra: 'https://entra.microsoft.com',
    national: false,
  },
  'login.microsoftonline.us': {
    cli: 'AzureUSGovernment',
    graph: 'USGov',
    exchange: 'O365USGovGCCHigh',
    shell: 'https://portal.azure.us/#cloudshell/',
    entra: 'https://entra.microsoft.us',
    national: true,
  },
  'login.partner.microsoftonline.cn': {
    cli: 'AzureChinaCloud',
    graph: 'China',
    exchange: 'O365China',
    shell: null,
    entra: 'https://entra.microsoftonline.cn',
    national: true,
  },
};

/** Null for a private or practice authority, which Microsoft's tools do not know. */
export function azureCloudOf(authority: string): AzureCloud | null {
  return URL.canParse(authority) ? (clouds[new URL(authority).host] ?? null) : null;
}

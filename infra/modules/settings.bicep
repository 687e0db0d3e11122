@export()
@description('The hub\'s own settings. What is left out has the hub\'s default; see the table of settings in README.md.')
@sealed()
type hubSettings = {
  @description('Name of the corporation, the client in DICO messages. Those of the ERP where it is left out.')
  @minLength(1)
  corporationName: string?

  @description('GLN of the corporation: 13 digits, the last of which is a check digit.')
  @minLength(13)
  @maxLength(13)
  corporationGln: string?

  @description('Days after an order\'s end when its resident\'s contact is erased.')
  @minValue(1)
  @maxValue(3650)
  contactDays: int?

  @description('Days that messages as they came in are kept.')
  @minValue(1)
  @maxValue(3650)
  rawMessageDays: int?

  @description('Years after an order\'s end when its photos are deleted, where its contract names no other number.')
  @minValue(1)
  @maxValue(30)
  photoYears: int?

  @description('Days that entries of the audit log are kept.')
  @minValue(30)
  @maxValue(7300)
  auditDays: int?

  @description('What the replacement of a register may remove unasked: a share from 0 to 1, such as 0.05.')
  @minLength(1)
  replacementsShare: string?

  @description('What the replacement of a small register may remove unasked.')
  @minValue(0)
  @maxValue(1000000)
  replacementsAtLeast: int?

  @description('Requests a minute of one partner.')
  @minValue(1)
  @maxValue(10000000)
  requestsPerMinute: int?

  @description('Issuer of bearer tokens to take beside API keys, as https://login.microsoftonline.com/<tenant>/v2.0; goes with oauthAudience.')
  @minLength(9)
  oauthIssuer: string?

  @description('Audience of these tokens. Of Entra ID with an issuer /v2.0: the client id of the registration of the API, and no address api://.')
  @minLength(1)
  oauthAudience: string?

  @description('Mail addresses of the hub\'s administrators, with commas between them.')
  @minLength(3)
  administrators: string?

  @description('Name of the secret in the vault that is the address of the administrators\' Teams workflow.')
  @minLength(1)
  @maxLength(127)
  teamsWorkflowSecret: string?

  @description('Hours before a deadline when its notice comes.')
  @minValue(1)
  @maxValue(240)
  deadlineHours: int?

  @description('Mailbox from which notices are mailed by Microsoft Graph; the permission is given in Exchange.')
  @minLength(3)
  mailbox: string?

  @description('Id of the ERP that sends and receives by queue; goes with erpPrincipalId.')
  @minLength(1)
  queuePartner: string?

  @description('Name of the secret in the vault that is the manage key. Best left out: then the manage API takes tokens alone.')
  @minLength(1)
  @maxLength(127)
  manageKeySecret: string?

  @description('How Cosmos DB is reached: over HTTPS alone (Gateway), or its servers directly (Direct).')
  cosmosConnectionMode: ('Gateway' | 'Direct')?

  @description('Where traces and metrics go over OTLP.')
  @minLength(8)
  otlpEndpoint: string?
}

@export()
@description('People who sign in by App Service authentication.')
@sealed()
type signIn = {
  @description('Application (client) id of the app registration.')
  @minLength(36)
  @maxLength(36)
  clientId: string

  @description('The directory (tenant id) whose people are let in.')
  @minLength(36)
  @maxLength(36)
  tenantId: string
}

@export()
@description('Private networking: the services are reached within a virtual network alone.')
@sealed()
type networkSettings = {
  @description('Address range of the virtual network, of at least 256 addresses, such as 10.20.0.0/24. It cannot be changed once the app is in it.')
  @minLength(9)
  @maxLength(18)
  addressPrefix: string

  @description('Address ranges, of a VPN or of networks that are peered, from which administrators reach the services. None where it is left out.')
  clientPrefixes: string[]?

  @description('Messaging units of Service Bus, which is Premium then; 1 where it is left out.')
  busCapacity: (1 | 2 | 4 | 8 | 16)?

  @description('False closes the public address of the app too: partners, people and deployments reach it from clientPrefixes alone.')
  isAppPublic: bool?
}

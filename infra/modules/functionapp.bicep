import { hubSettings, signIn } from 'settings.bicep'

@description('Name of the function app.')
@minLength(2)
@maxLength(60)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the hub\'s identity.')
param identityId string

@description('Application (client) id of the hub\'s identity.')
param identityClientId string

@description('Address of the blob container that holds the deployed package.')
param packagesUri string

@description('Name of the storage account of the Functions host.')
param hostAccount string

@description('Name of the Application Insights.')
param insightsName string

@description('Address of the Cosmos DB account.')
param cosmosEndpoint string

@description('Address of the blobs of messages and the key ring.')
param blobsUri string

@description('Address of the blobs of photos.')
param evidenceUri string

@description('Address of the vault.')
param vaultUri string

@description('Name of the vault.')
param vaultName string

@description('Name of the Service Bus namespace, as clients use it.')
param busHost string

@description('Where partners reach the hub; empty for the app\'s own address.')
param publicUrl string

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances at most.')
param maximumInstances int

@description('Instances for HTTP that are always up.')
param alwaysReady int

@description('True spreads instances over zones; takes two that are always up.')
param zoneRedundant bool

@description('Id of the subnet by which the app reaches its services and partners; empty for the public way.')
param subnetId string

@description('False closes the public address.')
param isPublic bool

@description('The hub\'s own settings.')
param hub hubSettings

@description('How people sign in to the dashboard; null where nobody does.')
param people signIn?

var readyInstances = zoneRedundant ? max(alwaysReady, 2) : alwaysReady
// What App Service authentication uses in place of a client secret: a token of this identity.
var assertionSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'

// Given by the services that are deployed beside the app.
var ofServices = [
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'Authorization=AAD;ClientId=${identityClientId}' }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'AzureWebJobsStorage__accountName', value: hostAccount }
  { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
  { name: 'Blobs__serviceUri', value: blobsUri }
  { name: 'Cosmos__accountEndpoint', value: cosmosEndpoint }
  { name: 'Cosmos__clientId', value: identityClientId }
  { name: 'Evidence__serviceUri', value: evidenceUri }
  { name: 'KeyVault__vaultUri', value: vaultUri }
  { name: 'ServiceBus__clientId', value: identityClientId }
  { name: 'ServiceBus__fullyQualifiedNamespace', value: busHost }
]

var ofSignIn = people == null ? [] : [{ name: assertionSetting, value: identityClientId }]

// An empty setting stops the start: what is not given is left out.
var given = filter(
  [
    // The exporter's statistics about itself, which go to Microsoft.
    { name: 'APPLICATIONINSIGHTS_STATSBEAT_DISABLED', value: 'true' }
    { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
    { name: 'AzureWebJobsDisableHomepage', value: 'true' }
    { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
    { name: 'Cosmos__connectionMode', value: hub.?cosmosConnectionMode ?? 'Gateway' }
    { name: 'Cosmos__credential', value: 'managedidentity' }
    { name: 'Graph__mailbox', value: hub.?mailbox ?? '' }
    { name: 'Hub__Corporation__Gln', value: hub.?corporationGln ?? '' }
    { name: 'Hub__Corporation__Name', value: hub.?corporationName ?? '' }
    { name: 'Hub__ManageKeySecret', value: hub.?manageKeySecret ?? '' }
    { name: 'Hub__Notices__Administrators', value: hub.?administrators ?? '' }
    { name: 'Hub__Notices__DeadlineHours', value: string(hub.?deadlineHours ?? 4) }
    { name: 'Hub__OAuth__Audience', value: hub.?oauthAudience ?? '' }
    { name: 'Hub__OAuth__Issuer', value: hub.?oauthIssuer ?? '' }
    { name: 'Hub__PublicUrl', value: empty(publicUrl) ? 'https://${name}.azurewebsites.net' : publicUrl }
    { name: 'Hub__Queue__Partner', value: hub.?queuePartner ?? '' }
    { name: 'Hub__Replacements__AtLeast', value: string(hub.?replacementsAtLeast ?? 20) }
    { name: 'Hub__Replacements__Share', value: hub.?replacementsShare ?? '0.05' }
    { name: 'Hub__RequestsPerMinute', value: string(hub.?requestsPerMinute ?? 600) }
    { name: 'Hub__Retention__AuditDays', value: string(hub.?auditDays ?? 1095) }
    { name: 'Hub__Retention__ContactDays', value: string(hub.?contactDays ?? 90) }
    { name: 'Hub__Retention__PhotoYears', value: string(hub.?photoYears ?? 7) }
    { name: 'Hub__Retention__RawMessageDays', value: string(hub.?rawMessageDays ?? 400) }
    { name: 'Hub__SignIn__Tenants', value: people.?tenantId ?? '' }
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: hub.?otlpEndpoint ?? '' }
    { name: 'ServiceBus__credential', value: 'managedidentity' }
    {
      name: 'Hub__Notices__TeamsWorkflow'
      value: contains(hub, 'teamsWorkflowSecret')
        ? '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${hub.?teamsWorkflowSecret})'
        : ''
    }
  ],
  setting => !empty(setting.value)
)

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'hub' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    // Flex Consumption sends everything through it, also what goes to the internet, and reads its package through it.
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: readyInstances > 0 ? [{ name: 'http', instanceCount: readyInstances }] : []
      }
    }
    siteConfig: {
      appSettings: concat(given, ofServices, ofSignIn)
      minTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
    }
  }

  // Deployments sign in by Entra; user names and passwords open nothing.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // People alone, at the dashboard: below /api partners show keys and tokens of their own, which only the hub can check.
  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: people != null }
      globalValidation: {
        requireAuthentication: people != null
        unauthenticatedClientAction: people == null ? 'AllowAnonymous' : 'RedirectToLoginPage'
        redirectToProvider: 'azureactivedirectory'
        excludedPaths: ['/api/*']
      }
      httpSettings: { requireHttps: true }
      login: { tokenStore: { enabled: false } }
      identityProviders: people == null
        ? {}
        : {
            azureActiveDirectory: {
              enabled: true
              registration: {
                clientId: people.?clientId
                clientSecretSettingName: assertionSetting
                openIdIssuer: '${environment().authentication.loginEndpoint}${people.?tenantId}/v2.0'
              }
              validation: {
                allowedAudiences: [people.?clientId!]
                defaultAuthorizationPolicy: { allowedApplications: [people.?clientId!] }
              }
            }
          }
    }
  }
}

@description('Address at which the app answers.')
output host string = app.properties.defaultHostName

@description('Name of the app.')
output name string = app.name

@description('Id of the app.')
output id string = app.id

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the hub\'s identity, of which names of its roles are made: known before it is there, so that what-if can show them.')
param identityId string

@description('The hub\'s identity: its object id.')
param principalId string

@description('True spreads copies over zones.')
param zoneRedundant bool

@description('True closes the public address: the account is reached by its private endpoint alone.')
param isPrivate bool

// Storage Blob Data Owner
var blobOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
)

// Apart from the hub's data: the Functions host must own its account, and this one holds no personal data.
resource account 'Microsoft.Storage/storageAccounts@2026-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'None' }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'packages'
      properties: { publicAccess: 'None' }
    }
  }
}

resource ownsHostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityId, blobOwner)
  scope: account
  properties: {
    roleDefinitionId: blobOwner
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'The Functions host keeps its leases, keys and the times of timers there, and reads the deployed package; nothing of the hub is in it.'
  }
}

@description('Name of the account.')
output accountName string = account.name

@description('Address of the container of deployed packages.')
output packagesUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::packages.name}'

@description('Id of the account.')
output id string = account.id

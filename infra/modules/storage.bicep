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

@description('Days that a deleted blob can be brought back. What is erased is gone after so many days, and not before.')
param deletedDays int

@description('Days that the hub keeps messages as they came in; what it did not remove is removed a month later.')
param rawMessageDays int

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True closes the public address: the account is reached by its private endpoint alone.')
param isPrivate bool

@description('True lets nobody delete the account before the lock is taken away.')
param locked bool

// As in the code: longer than any backup of the database can be.
var erasureDays = 400

// Storage Blob Data Contributor
var blobContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// Apart from the evidence: what is erased here must be gone within days, so there are no versions, and soft delete is short.
resource account 'Microsoft.Storage/storageAccounts@2026-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    // The platform applies the lifecycle rules as a trusted service.
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: false
      changeFeed: { enabled: false }
      deleteRetentionPolicy: { enabled: true, days: deletedDays }
      containerDeleteRetentionPolicy: { enabled: true, days: deletedDays }
    }

    resource messages 'containers' = {
      name: 'messages'
      properties: { publicAccess: 'None' }
    }

    resource keys 'containers' = {
      name: 'keys'
      properties: { publicAccess: 'None' }
    }

    // Outside of the database, for a restore of that must not bring back whom somebody asked to be erased. It holds no personal data.
    resource erasures 'containers' = {
      name: 'erasures'
      properties: { publicAccess: 'None' }
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'messages-delete'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::messages.name}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rawMessageDays + 30 } } }
            }
          }
          {
            name: 'erasures-delete'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::erasures.name}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: erasureDays } } }
            }
          }
        ]
      }
    }
  }
}

resource writesMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::messages.id, identityId, blobContributor)
  scope: account::blobs::messages
  properties: {
    roleDefinitionId: blobContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Keeps, reads and erases messages as they came in.'
  }
}

resource writesErasures 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::erasures.id, identityId, blobContributor)
  scope: account::blobs::erasures
  properties: {
    roleDefinitionId: blobContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Notes erasures that a person asked for, and reads them at each start; never deletes one.'
  }
}

resource writesKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::keys.id, identityId, blobContributor)
  scope: account::blobs::keys
  properties: {
    roleDefinitionId: blobContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Creates and reads the keys of the key ring.'
  }
}

// Who deleted what. Reads and writes are the hub's alone and many: they would cost more than they tell.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'ketenhub'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds messages of orders and the key ring.' }
}

@description('Address of the account\'s blobs.')
output blobsUri string = account.properties.primaryEndpoints.blob

@description('Id of the account.')
output id string = account.id

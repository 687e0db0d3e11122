@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The hub\'s identity: its object id.')
param principalId string

@description('True spreads copies over zones.')
param zoneRedundant bool

@description('Days that a deleted blob can be brought back. What is erased is gone after so many days, and not before.')
param deletedDays int

@description('Days that the hub keeps messages as they came in; what it did not remove is removed a month later.')
param rawMessageDays int

@description('Days after which a photo goes to the cool tier. It stays readable at once.')
param coolAfterDays int

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True lets nobody delete the account before the lock is taken away.')
param locked bool

// Storage Blob Data Contributor
var blobContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)
// Storage Blob Delegator
var blobDelegator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
)

// Evidence and messages share an account, for the hub has one address for both (Blobs:serviceUri). So soft delete is that which messages bear.
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
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: false
      changeFeed: { enabled: false }
      deleteRetentionPolicy: { enabled: true, days: deletedDays }
      containerDeleteRetentionPolicy: { enabled: true, days: deletedDays }
    }

    resource evidence 'containers' = {
      name: 'evidence'
      properties: { publicAccess: 'None' }
    }

    resource messages 'containers' = {
      name: 'messages'
      properties: { publicAccess: 'None' }
    }

    resource keys 'containers' = {
      name: 'keys'
      properties: { publicAccess: 'None' }
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            // The hub itself deletes photos: only it knows when an order ended, and what its contract says.
            name: 'evidence-cool'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::evidence.name}/'] }
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: coolAfterDays } } }
            }
          }
          {
            name: 'messages-delete'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::messages.name}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rawMessageDays + 30 } } }
            }
          }
        ]
      }
    }
  }
}

@description('Reason: photos are stored, read and, when their retention is over, deleted.')
resource writesEvidence 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::evidence.id, principalId, blobContributor)
  scope: account::blobs::evidence
  properties: { roleDefinitionId: blobContributor, principalId: principalId, principalType: 'ServicePrincipal' }
}

@description('Reason: messages as they came in are kept, read, and erased.')
resource writesMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::messages.id, principalId, blobContributor)
  scope: account::blobs::messages
  properties: { roleDefinitionId: blobContributor, principalId: principalId, principalType: 'ServicePrincipal' }
}

@description('Reason: instances create and read the keys of their shared key ring.')
resource writesKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::keys.id, principalId, blobContributor)
  scope: account::blobs::keys
  properties: { roleDefinitionId: blobContributor, principalId: principalId, principalType: 'ServicePrincipal' }
}

@description('Reason: links to pictures are signed by a user delegation key, which is the account\'s. The role reads no blob.')
resource signsLinks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDelegator)
  scope: account
  properties: { roleDefinitionId: blobDelegator, principalId: principalId, principalType: 'ServicePrincipal' }
}

// Who deleted what. Reads and writes are the hub's alone and many: they would cost more than they tell.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'ketenhub'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds photos and messages of orders.' }
}

@description('Address of the account\'s blobs.')
output blobsUri string = account.properties.primaryEndpoints.blob

@description('Id of the account.')
output id string = account.id

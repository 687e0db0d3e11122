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

@description('Days that a deleted photo can be brought back.')
param deletedDays int

@description('Days after which a photo goes to the cool tier. It stays readable at once.')
param coolAfterDays int

@description('Days after which a photo goes on to the cold tier. It stays readable at once.')
param coldAfterDays int

@description('Days after its receipt when the platform deletes a photo that the hub should have deleted long before.')
param deleteAfterDays int

@description('Days from its receipt on that nobody can change or delete a photo, not even the hub; 0 for none.')
param immutableDays int

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True closes the public address: the account is reached by its private endpoint alone.')
param isPrivate bool

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

// Apart from messages and keys: photos are kept for years, may be brought back for longer, and may be made immutable.
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
      // The hub never writes a photo twice, so a version would only keep what was deleted.
      isVersioningEnabled: false
      changeFeed: { enabled: false }
      deleteRetentionPolicy: { enabled: true, days: deletedDays }
      containerDeleteRetentionPolicy: { enabled: true, days: deletedDays }
    }

    resource evidence 'containers' = {
      name: 'evidence'
      properties: { publicAccess: 'None' }

      // It stays unlocked: an administrator can shorten or remove it, where a photo must be erased before its time.
      resource immutability 'immutabilityPolicies' = if (immutableDays > 0) {
        name: 'default'
        properties: { immutabilityPeriodSinceCreationInDays: immutableDays, allowProtectedAppendWrites: false }
      }
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'evidence-tiers'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::evidence.name}/'] }
              actions: {
                baseBlob: {
                  tierToCool: { daysAfterModificationGreaterThan: coolAfterDays }
                  tierToCold: { daysAfterModificationGreaterThan: coldAfterDays }
                }
              }
            }
          }
          {
            // The hub itself deletes photos: only it knows when an order ended, and what its contract says. This is for what it lost sight of.
            name: 'evidence-delete'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::evidence.name}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: deleteAfterDays } } }
            }
          }
        ]
      }
    }
  }
}

resource writesEvidence 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::evidence.id, identityId, blobContributor)
  scope: account::blobs::evidence
  properties: {
    roleDefinitionId: blobContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Stores, reads and deletes photos.'
  }
}

resource signsLinks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityId, blobDelegator)
  scope: account
  properties: {
    roleDefinitionId: blobDelegator
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Signs links to pictures by a user delegation key, which is the account\'s; the role reads no blob.'
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
  properties: { level: 'CanNotDelete', notes: 'Holds the photos of orders.' }
}

@description('Address of the account\'s blobs.')
output blobsUri string = account.properties.primaryEndpoints.blob

@description('Id of the account.')
output id string = account.id

@description('Name of the account.')
@minLength(3)
@maxLength(44)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the hub\'s identity, of which names of its roles are made: known before it is there, so that what-if can show them.')
param identityId string

@description('The hub\'s identity: its object id.')
param principalId string

@description('Serverless pays each request; Autoscale has request units a second that all containers share.')
@allowed(['Serverless', 'Autoscale'])
param capacity string

@description('With Autoscale: request units a second at most, a multiple of 1,000. At rest a tenth of it is paid.')
param maxThroughput int

@description('Days that the account can be restored to a moment of.')
@allowed([7, 30])
param backupDays int

@description('True spreads copies over zones. Can only be set when the account is made.')
param zoneRedundant bool

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True closes the public address: the account is reached by its private endpoint alone.')
param isPrivate bool

@description('True lets nobody delete the account before the lock is taken away.')
param locked bool

// One table for the code and for this template. Beside it the checkpoints of the change feed triggers, which their extension writes.
var containers = concat(loadJsonContent('../../functions/Hub.Azure/Cosmos/containers.json'), [
  {
    id: 'leases'
    partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 }
  }
])

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
    capabilities: capacity == 'Serverless' ? [{ name: 'EnableServerless' }] : []
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    // With less, an instance that hears of an event could read its stream without it; the hub refuses to start then. The bounds are the least of one region.
    consistencyPolicy: {
      defaultConsistencyLevel: 'BoundedStaleness'
      maxStalenessPrefix: 10
      maxIntervalInSeconds: 5
    }
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backupDays == 30 ? 'Continuous30Days' : 'Continuous7Days' }
    }
  }

  resource database 'sqlDatabases' = {
    name: 'ketenhub'
    properties: {
      resource: { id: 'ketenhub' }
      options: capacity == 'Autoscale' ? { autoscaleSettings: { maxThroughput: maxThroughput } } : {}
    }

    resource container 'containers' = [
      for container in containers: {
        name: container.id
        properties: { resource: container }
      }
    ]
  }

  // Cosmos DB Built-in Data Contributor: a role of the account's data, not of Azure.
  @description('Reason: the hub reads and writes its documents and follows the change feed. It may not change databases, containers or the account.')
  resource writesDocuments 'sqlRoleAssignments' = {
    name: guid(account::database.id, identityId, 'data contributor')
    properties: {
      principalId: principalId
      roleDefinitionId: resourceId(
        'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions',
        name,
        '00000000-0000-0000-0000-000000000002'
      )
      scope: '${account.id}/dbs/${account::database.name}'
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'ketenhub'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'ControlPlaneRequests', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds the event log.' }
}

@description('Address of the account.')
output endpoint string = account.properties.documentEndpoint

@description('Id of the account.')
output id string = account.id

@description('Name of the vault.')
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

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True closes the public address: the vault is reached by its private endpoint alone.')
param isPrivate bool

@description('True lets nobody delete the vault before the lock is taken away.')
param locked bool

// Key Vault Secrets Officer
var secretsOfficer = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
)

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'None' }
  }
}

resource keepsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identityId, secretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: secretsOfficer
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Makes, reads and deletes the secrets of partners and of the key ring.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'ketenhub'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: vault
  properties: { level: 'CanNotDelete', notes: 'Holds the secrets of partners and of the key ring.' }
}

@description('Address of the vault.')
output uri string = vault.properties.vaultUri

@description('Id of the vault.')
output id string = vault.id

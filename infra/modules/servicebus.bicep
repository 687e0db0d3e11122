@description('Name of the namespace.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the hub\'s identity, of which names of its roles are made: known before it is there, so that what-if can show them.')
param identityId string

@description('The hub\'s identity: its object id.')
param principalId string

@description('The identity of the ERP that integrates by queue: its object id. Empty where none does.')
param erpPrincipalId string

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('True closes the public address: the namespace is reached by its private endpoint alone, which takes the tier Premium.')
param isPrivate bool

@description('Messaging units of the tier Premium.')
@allowed([1, 2, 4, 8, 16])
param capacity int

@description('True spreads a Premium namespace over zones. Azure does so by itself with Standard, where the region has zones.')
param zoneRedundant bool

// Azure Service Bus Data Sender
var sender = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
// Azure Service Bus Data Receiver
var receiver = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')

// Duplicate detection would drop a signal for a lane's next attempt, and a message that the ERP sends again would get no answer.
var queue = {
  lockDuration: 'PT5M'
  maxDeliveryCount: 10
  requiresDuplicateDetection: false
  requiresSession: false
  enablePartitioning: false
  deadLetteringOnMessageExpiration: true
}

resource bus 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: isPrivate ? { name: 'Premium', tier: 'Premium', capacity: capacity } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    ...(isPrivate ? { premiumMessagingPartitions: 1, zoneRedundant: zoneRedundant } : {})
  }

  resource lanes 'queues' = {
    name: 'lanes'
    properties: queue
  }

  resource inbound 'queues' = {
    name: 'inbound'
    properties: queue
  }

  resource outbound 'queues' = {
    name: 'outbound'
    properties: queue
  }
}

resource sendsLanes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::lanes.id, identityId, sender)
  scope: bus::lanes
  properties: {
    roleDefinitionId: sender
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Signals lanes, replays their dead letters.'
  }
}

resource receivesLanes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::lanes.id, identityId, receiver)
  scope: bus::lanes
  properties: {
    roleDefinitionId: receiver
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Runs the lanes that are signalled, lists and completes their dead letters.'
  }
}

resource receivesInbound 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::inbound.id, identityId, receiver)
  scope: bus::inbound
  properties: {
    roleDefinitionId: receiver
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Takes the ERP\'s messages; may not send here, for the right to send tells who speaks.'
  }
}

resource sendsOutbound 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::outbound.id, identityId, sender)
  scope: bus::outbound
  properties: {
    roleDefinitionId: sender
    principalId: principalId
    principalType: 'ServicePrincipal'
    description: 'Answers the ERP, and tells it of its orders.'
  }
}

resource erpSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(erpPrincipalId)) {
  name: guid(bus::inbound.id, erpPrincipalId, sender)
  scope: bus::inbound
  properties: {
    roleDefinitionId: sender
    principalId: erpPrincipalId
    principalType: 'ServicePrincipal'
    description: 'The ERP, and nobody else, speaks on this queue.'
  }
}

resource erpReceives 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(erpPrincipalId)) {
  name: guid(bus::outbound.id, erpPrincipalId, receiver)
  scope: bus::outbound
  properties: {
    roleDefinitionId: receiver
    principalId: erpPrincipalId
    principalType: 'ServicePrincipal'
    description: 'The ERP takes its answers and what the hub tells it.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'ketenhub'
  scope: bus
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
  }
}

@description('Name of the namespace, as clients use it.')
output host string = parseUri(bus.properties.serviceBusEndpoint).host

@description('Id of the namespace.')
output id string = bus.id

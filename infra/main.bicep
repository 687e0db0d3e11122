targetScope = 'resourceGroup'

import {
  problemsOfHub
  problemsOfIds
  problemsOfNames
  problemsOfNetwork
  problemsOfPairs
  problemsOfPhotos
  problemsOfTiers
  withoutFullStop
} from 'modules/checks.bicep'
import { hubSettings, networkSettings, signIn } from 'modules/settings.bicep'

metadata description = 'Ketenhub: the function app and the services that it uses, in one resource group.'

@description('Short name of the environment, part of every name: lower-case letters and digits, such as hubdev.')
@minLength(3)
@maxLength(12)
param name string

@description('Azure region; that of the resource group unless it is given.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = {}

@description('Mail addresses of those who see to alerts and to the budget.')
@minLength(1)
@maxLength(20)
param alertEmails string[]

@description('Where partners reach the hub, as https://hub.corporatie.example; the app\'s own address where it is empty.')
param publicUrl string = ''

@description('Hours that a delivery may be pending before an alert tells of it. A partner that empties its mailbox once a day takes more than 24.')
@minValue(1)
@maxValue(72)
param alertDeliveryHours int = 4

@description('The hub\'s own settings.')
param hub hubSettings = {}

@description('How people sign in to the dashboard; where it is left out nobody can.')
param people signIn?

@description('The identity of the ERP that integrates by queue: its object id, beside hub.queuePartner. Empty where none does.')
@maxLength(36)
param erpPrincipalId string = ''

@description('Memory of an instance, in MB. The hub takes 295 MB at most, as measured with four large photos at once.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 512

@description('Instances of the app at most.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances for HTTP that are always up, so that no partner waits for a start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('True spreads the stores over zones, so that nothing is lost with one. To be chosen before the first deployment.')
param zoneRedundant bool = false

@description('''
True spreads the app over zones too. False: while its zone is away the app is, partners send again, and nothing is lost. It costs two instances that are always
up for HTTP, and two for each other function: in all zones some EUR 134 a month more with 512 MB, EUR 510 with 2048. COSTS.md has the sums.
''')
param planZoneRedundant bool = false

@description('''
Name of the Cosmos DB account where it is not the one that is derived from name: a database is restored into an account of another name, and the template goes
on with that one. Empty for the derived name.
''')
@maxLength(44)
param cosmosAccountName string = ''

@description('Serverless pays each request of Cosmos DB; Autoscale has request units a second. To be chosen before the first deployment.')
@allowed(['Serverless', 'Autoscale'])
param cosmosCapacity string = 'Serverless'

@description('With Autoscale: request units a second at most, a multiple of 1,000. At rest a tenth of it is paid.')
@minValue(1000)
@maxValue(100000)
param cosmosMaxThroughput int = 2000

@description('Days that the database can be restored to a moment of.')
@allowed([7, 30])
param backupDays int = 7

@description('Days that a deleted message can be brought back. What is erased is gone after so many days, and not before.')
@minValue(1)
@maxValue(14)
param deletedBlobDays int = 7

@description('Days that a deleted photo can be brought back, also one that was erased because a person asked for it.')
@minValue(1)
@maxValue(365)
param deletedPhotoDays int = 30

@description('Days after which a photo goes to the cool tier.')
@minValue(30)
@maxValue(3650)
param photosCoolAfterDays int = 90

@description('Days after which a photo goes on to the cold tier, which keeps for less and reads for more; after photosCoolAfterDays. It stays readable at once.')
@minValue(31)
@maxValue(3651)
param photosColdAfterDays int = 365

@description('Longest years of photos in any contract. The platform deletes what is ten years older than that, and which the hub lost sight of.')
@minValue(1)
@maxValue(30)
param longestPhotoYears int = 30

@description('''
Days from its receipt on that nobody can change or delete a photo, not even the hub; 0 makes no such policy, and leaves one that is there. A photo that a
person asks to be erased stays until then, unless an administrator shortens the policy of the container. No longer than the shortest years of any contract.
''')
@minValue(0)
@maxValue(10950)
param photoImmutabilityDays int = 0

@description('Private networking: the services are reached within a network alone. Left out, they have public addresses, which let identities in.')
param privateNetworking networkSettings?

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day; what is beyond is not taken until the next day.')
@minValue(1)
@maxValue(100)
param logDailyCapGB int = 1

@description('What may be spent a month, in the currency of the subscription.')
@minValue(1)
@maxValue(100000)
param monthlyBudget int

@description('First day of the month of the first deployment, as 2026-12-01: Azure takes no earlier one. It cannot be changed later.')
@minLength(10)
@maxLength(10)
param budgetStart string

@description('True lets nobody delete the stores before their locks are taken away.')
param locks bool = false

var suffix = uniqueString(resourceGroup().id, name)

var isPrivate = privateNetworking != null
var isAppPublic = privateNetworking.?isAppPublic ?? true

// What is wrong stops the deployment here, with a sentence for each.
var problems = concat(
  problemsOfNames(name, alertEmails, publicUrl, cosmosMaxThroughput, budgetStart),
  problemsOfHub(hub),
  problemsOfIds(erpPrincipalId, people),
  problemsOfPhotos(hub.?photoYears ?? 7, longestPhotoYears, photoImmutabilityDays),
  problemsOfTiers(photosCoolAfterDays, photosColdAfterDays),
  isPrivate ? problemsOfNetwork(privateNetworking!, hub) : [],
  problemsOfPairs(erpPrincipalId, hub)
)
// Its name stands in the message, and a full stop behind it.
var parameters = empty(problems) ? { name: name } : fail(withoutFullStop(join(problems, ' ')))
var checkedName = parameters.name

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  bus: 'privatelink.servicebus.windows.net'
  cosmos: 'privatelink.documents.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
}
var cosmosName = empty(cosmosAccountName) ? 'cosmos-${checkedName}-${suffix}' : cosmosAccountName
var evidenceName = take('stevid${checkedName}${suffix}', 24)
var insightsName = 'appi-${checkedName}'
var vaultName = take('kv-${checkedName}-${suffix}', 24)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${checkedName}'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = if (isPrivate) {
  params: {
    name: checkedName
    location: location
    tags: tags
    addressPrefix: privateNetworking!.addressPrefix
    clientPrefixes: privateNetworking.?clientPrefixes ?? []
    isAppPrivate: !isAppPublic
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: checkedName
    insightsName: insightsName
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    retentionDays: logRetentionDays
    dailyCapGB: logDailyCapGB
  }
}

module hostStorage 'modules/hoststorage.bicep' = {
  params: {
    name: take('sthost${checkedName}${suffix}', 24)
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    zoneRedundant: zoneRedundant
    isPrivate: isPrivate
  }
}

module evidence 'modules/evidence.bicep' = {
  params: {
    name: evidenceName
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    zoneRedundant: zoneRedundant
    deletedDays: deletedPhotoDays
    coolAfterDays: photosCoolAfterDays
    coldAfterDays: photosColdAfterDays
    deleteAfterDays: (longestPhotoYears + 10) * 365
    immutableDays: photoImmutabilityDays
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    locked: locks
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: take('stdata${checkedName}${suffix}', 24)
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    zoneRedundant: zoneRedundant
    deletedDays: deletedBlobDays
    rawMessageDays: hub.?rawMessageDays ?? 400
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    locked: locks
  }
}

module bus 'modules/servicebus.bicep' = {
  params: {
    // A namespace cannot become Premium: where private networking comes later, a second one is made beside the first.
    name: isPrivate ? 'sb-${checkedName}-premium-${suffix}' : 'sb-${checkedName}-${suffix}'
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    erpPrincipalId: erpPrincipalId
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    capacity: privateNetworking.?busCapacity ?? 1
    zoneRedundant: zoneRedundant
  }
}

module cosmos 'modules/cosmos.bicep' = {
  params: {
    name: cosmosName
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    backupDays: backupDays
    zoneRedundant: zoneRedundant
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    locked: locks
  }
}

module vault 'modules/keyvault.bicep' = {
  params: {
    name: vaultName
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    locked: locks
  }
}

// Before the app, for an app that starts without them finds no service.
module endpoints 'modules/endpoints.bicep' = if (isPrivate) {
  params: {
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targets: [
      { name: '${checkedName}-host', serviceId: hostStorage.outputs.id, group: 'blob', zone: zones.blob }
      { name: '${checkedName}-evidence', serviceId: evidence.outputs.id, group: 'blob', zone: zones.blob }
      { name: '${checkedName}-data', serviceId: storage.outputs.id, group: 'blob', zone: zones.blob }
      // An endpoint cannot be led to another account: one that was restored has its own.
      {
        name: empty(cosmosAccountName) ? '${checkedName}-cosmos' : cosmosAccountName
        serviceId: cosmos.outputs.id
        group: 'Sql'
        zone: zones.cosmos
      }
      { name: '${checkedName}-vault', serviceId: vault.outputs.id, group: 'vault', zone: zones.vault }
      { name: '${checkedName}-bus', serviceId: bus.outputs.id, group: 'namespace', zone: zones.bus }
    ]
  }
}

module app 'modules/functionapp.bicep' = {
  params: {
    name: 'func-${checkedName}-${suffix}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    packagesUri: hostStorage.outputs.packagesUri
    hostAccount: hostStorage.outputs.accountName
    insightsName: insightsName
    cosmosEndpoint: cosmos.outputs.endpoint
    blobsUri: storage.outputs.blobsUri
    evidenceUri: evidence.outputs.blobsUri
    subnetId: isPrivate ? network!.outputs.appSubnetId : ''
    isPublic: isAppPublic
    vaultUri: vault.outputs.uri
    vaultName: vaultName
    busHost: bus.outputs.host
    publicUrl: publicUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReady: alwaysReadyInstances
    zoneRedundant: planZoneRedundant
    hub: hub
    people: people
  }
  dependsOn: [endpoints]
}

module appEndpoint 'modules/endpoints.bicep' = if (!isAppPublic) {
  params: {
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targets: [
      {
        name: '${checkedName}-app'
        serviceId: app.outputs.id
        group: 'sites'
        zone: 'privatelink.azurewebsites.net'
      }
    ]
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: checkedName
    location: location
    tags: tags
    emails: alertEmails
    workspaceId: monitoring.outputs.workspaceId
    busId: bus.outputs.id
    cosmosId: cosmos.outputs.id
    storageId: storage.outputs.id
    evidenceId: evidence.outputs.id
    hostStorageId: hostStorage.outputs.id
    deliveryHours: alertDeliveryHours
    vaultId: vault.outputs.id
  }
}

module workbook 'modules/workbook.bicep' = {
  params: {
    name: checkedName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    cosmosId: cosmos.outputs.id
    busId: bus.outputs.id
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: checkedName
    amount: monthlyBudget
    startDate: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
  }
}

@description('Name of the function app.')
output appName string = app.outputs.name

@description('Address of the function app.')
output appUrl string = 'https://${app.outputs.host}'

@description('Object id of the hub\'s identity: for the mailbox in Exchange, and for the app registration of sign-ins.')
output identityPrincipalId string = identity.properties.principalId

@description('Client id of the hub\'s identity.')
output identityClientId string = identity.properties.clientId

@description('Address from which the hub calls partners, which they can let in; empty without private networking, for then it is not one address.')
output outboundAddress string = isPrivate ? network!.outputs.outboundAddress : ''

@description('Name of the Cosmos DB account.')
output cosmosName string = cosmosName

@description('Name of the vault.')
output vaultName string = vaultName

@description('Name of the storage account of photos.')
output evidenceName string = evidenceName

@description('Id by which `az monitor log-analytics query` names the workspace.')
output workspaceCustomerId string = monitoring.outputs.workspaceCustomerId

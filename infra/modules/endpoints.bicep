@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the subnet of the private endpoints.')
param subnetId string

@description('What each leads to: the part of its name, the id of the service, the part of the service, and the name of the DNS zone.')
param targets { name: string, serviceId: string, group: string, zone: string }[]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' existing = [
  for target in targets: {
    name: target.zone
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for target in targets: {
    name: 'pe-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      customNetworkInterfaceName: 'nic-${target.name}'
      privateLinkServiceConnections: [
        // An id that is a member of a parameter.
        #disable-next-line use-resource-id-functions
        { name: target.name, properties: { privateLinkServiceId: target.serviceId, groupIds: [target.group] } }
      ]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: target.group, properties: { privateDnsZoneId: zones[i].id } }] }
  }
]

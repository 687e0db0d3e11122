@description('Part of every name.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Address range of the virtual network, of at least 256 addresses.')
param addressPrefix string

@description('Address ranges from which the private endpoints are reached beside the app.')
param clientPrefixes string[]

@description('True where the app too is reached by a private endpoint alone.')
param isAppPrivate bool

var appRange = cidrSubnet(addressPrefix, 25, 0)
var endpointsRange = cidrSubnet(addressPrefix, 26, 2)

// Those of Azure: a client finds the private address under the service's usual name. https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var zoneNames = concat(
  [
    'privatelink.blob.${environment().suffixes.storage}'
    'privatelink.documents.azure.com'
    'privatelink.servicebus.windows.net'
    'privatelink.vaultcore.azure.net'
  ],
  isAppPrivate ? ['privatelink.azurewebsites.net'] : []
)

var fromApp = [
  {
    name: 'allow-app'
    properties: {
      description: 'The app reaches its services; Cosmos DB in its direct mode listens on any port.'
      priority: 100
      direction: 'Inbound'
      access: 'Allow'
      protocol: 'Tcp'
      sourceAddressPrefix: appRange
      sourcePortRange: '*'
      destinationAddressPrefix: endpointsRange
      destinationPortRange: '*'
    }
  }
]
var fromClients = empty(clientPrefixes)
  ? []
  : [
      {
        name: 'allow-clients'
        properties: {
          description: 'Administrators from the networks that parameters name, over HTTPS, and an ERP that integrates by queue.'
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefixes: clientPrefixes
          sourcePortRange: '*'
          destinationAddressPrefix: endpointsRange
          destinationPortRanges: ['443', '5671']
        }
      }
    ]

resource appRules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-app'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'allow-own-network'
        properties: {
          description: 'The private endpoints, and what the platform does within the subnet.'
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: addressPrefix
          destinationPortRange: '*'
        }
      }
      {
        name: 'deny-other-networks'
        properties: {
          description: 'Partners are called over the internet: an address of a partner must not lead into a network that is peered with this one.'
          priority: 110
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefixes: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: concat(fromApp, fromClients, [
      {
        name: 'deny-others'
        properties: {
          description: 'Nobody else reaches the private endpoints, also not from a network that is peered with this one.'
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ])
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

// Without it a subnet has no way to the internet, where partners, Entra ID and Azure Monitor are. Its address is one that partners can let in.
resource nat 'Microsoft.Network/natGateways@2026-03-01' = {
  name: 'nat-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { idleTimeoutInMinutes: 4, publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    // Part of the network: subnets of their own would be taken away and made anew by each deployment.
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: appRange
          defaultOutboundAccess: false
          natGateway: { id: nat.id }
          networkSecurityGroup: { id: appRules.id }
          // Flex Consumption asks for this one, and not for Microsoft.Web/serverFarms.
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointsRange
          defaultOutboundAccess: false
          networkSecurityGroup: { id: endpointRules.id }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in zoneNames: {
    parent: zones[i]
    name: 'vnet-${name}'
    location: 'global'
    tags: tags
    properties: { virtualNetwork: { id: network.id }, registrationEnabled: false }
  }
]

@description('Id of the subnet of the app.')
output appSubnetId string = network::app.id

@description('Id of the subnet of the private endpoints.')
output endpointsSubnetId string = network::endpoints.id

@description('Address from which the app calls partners.')
output outboundAddress string = address.properties.ipAddress

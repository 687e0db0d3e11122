@description('Part of the name that people see.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('Id of the Cosmos DB account.')
param cosmosId string

@description('Id of the Service Bus namespace.')
param busId string

// In the file stand names in place of ids, so that it is one for all environments.
var template = loadTextContent('../workbook.json')
var content = replace(replace(replace(template, '{WORKSPACE}', workspaceId), '{COSMOS}', cosmosId), '{BUS}', busId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Ketenhub ${name}'
    description: 'What the hub does: messages, deliveries, partners, followers and services.'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: content
    version: 'Notebook/1.0'
  }
}

@description('Part of every name.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Mail addresses that get every alert.')
@minLength(1)
@maxLength(20)
param emails string[]

@description('Id of the Log Analytics workspace.')
param workspaceId string

@description('Id of the Service Bus namespace.')
param busId string

@description('Id of the Cosmos DB account.')
param cosmosId string

@description('Id of the storage account of messages and the key ring.')
param storageId string

@description('Id of the storage account of photos.')
param evidenceId string

@description('Id of the storage account of the Functions host.')
param hostStorageId string

@description('Id of the vault.')
param vaultId string

@description('Hours that a delivery may be pending.')
param deliveryHours int

// Thresholds and severities of storage, vault and Cosmos DB are those of Microsoft's baseline. https://azure.github.io/azure-monitor-baseline-alerts
var metrics = [
  {
    name: 'dead-letters'
    description: 'Messages of a queue failed at every delivery. GET /api/v1/manage/dead-letters names them and why.'
    severity: 1
    scope: busId
    metric: 'DeadletteredMessages'
    dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'cosmos-throttled'
    description: 'Cosmos DB refuses requests for want of request units (429). The hub waits and repeats; raise cosmosMaxThroughput where it lasts.'
    severity: 2
    scope: cosmosId
    metric: 'TotalRequests'
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: 50
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'cosmos-availability'
    description: 'Requests to Cosmos DB fail for reasons of its own. The hub answers 503 where it cannot store what it is sent.'
    severity: 2
    scope: cosmosId
    metric: 'ServiceAvailability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: json('99.9')
    window: 'PT1H'
    frequency: 'PT5M'
  }
  {
    name: 'storage-availability'
    description: 'Requests to the storage of messages and the key ring fail.'
    severity: 1
    scope: storageId
    metric: 'Availability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 100
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'evidence-availability'
    description: 'Requests to the storage of photos fail.'
    severity: 1
    scope: evidenceId
    metric: 'Availability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 100
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'host-availability'
    description: 'Requests to the storage of the Functions host fail. Without it no timer runs, and no instance starts.'
    severity: 1
    scope: hostStorageId
    metric: 'Availability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 100
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'vault-availability'
    description: 'Requests to the vault fail. Instances that start answer 503 until it is back.'
    severity: 1
    scope: vaultId
    metric: 'Availability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 100
    window: 'PT1M'
    frequency: 'PT1M'
  }
]

var queries = [
  {
    name: 'http-5xx'
    description: 'The hub answers requests with 5xx. GET /api/health/ready with the manage key names what is away.'
    severity: 1
    query: 'AppRequests | where isnotempty(Url) and ResultCode startswith "5"'
    threshold: 5
    window: 'PT5M'
    frequency: 'PT5M'
  }
  {
    name: 'function-failed'
    description: 'A timer, a queue trigger or a follower of the event log failed. It is run again; this tells that it keeps failing.'
    severity: 2
    query: 'AppRequests | where isempty(Url) and Success == false'
    threshold: 5
    window: 'PT15M'
    frequency: 'PT15M'
  }
  {
    name: 'deliveries-parked'
    description: 'Deliveries have been parked for a quarter of an hour: they wait for a person. GET /api/v1/manage/deliveries?state=parked lists them.'
    severity: 2
    query: 'AppMetrics | where Name == "ketenhub.deliveries.waiting_parked" | summarize Parked = min(Sum) | where Parked > 0'
    threshold: 0
    window: 'PT15M'
    frequency: 'PT15M'
  }
  {
    name: 'delivery-age'
    description: 'A delivery is pending for ${deliveryHours} hours or more: a partner takes nothing. GET /api/v1/manage/deliveries?state=owed lists them.'
    severity: 2
    query: 'AppMetrics | where Name == "ketenhub.deliveries.oldest_pending_age" and Sum >= ${deliveryHours * 3600}'
    threshold: 0
    window: 'PT15M'
    frequency: 'PT15M'
  }
  {
    name: 'follower-lag'
    description: 'What comes in is followed more than five minutes later, or not at all. GET /api/health/ready with the manage key names what is away.'
    severity: 2
    // Where nothing came in there is nothing to follow; where something did, silence is worse than a long lag.
    query: '''
      let accepted = toscalar(
        AppMetrics
        | where Name == "ketenhub.messages.accepted" and TimeGenerated < ago(5m)
        | summarize sum(Sum)
      );
      AppMetrics
      | where Name == "ketenhub.followers.lag"
      | summarize Lag = max(Sum), Reports = count()
      | where Lag > 300 or (Reports == 0 and accepted > 0)
    '''
    threshold: 0
    window: 'PT15M'
    frequency: 'PT15M'
  }
  {
    name: 'logs-capped'
    description: 'The daily cap of logs is reached: until tomorrow the alerts that read logs tell nothing.'
    severity: 1
    query: '_LogOperation | where Category =~ "Ingestion" and Detail contains "OverQuota"'
    threshold: 0
    window: 'PT15M'
    frequency: 'PT15M'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, i) in emails: { name: 'mail-${i + 1}', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource metricAlerts 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in metrics: {
    name: '${name}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [alert.scope]
      windowSize: alert.window
      evaluationFrequency: alert.frequency
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricName: alert.metric
            dimensions: alert.dimensions
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in queries: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}-${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      autoMitigate: true
      // The tables are made by the first row in them.
      skipQueryValidation: true
      scopes: [workspaceId]
      windowSize: alert.window
      evaluationFrequency: alert.frequency
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

@description('Id of the action group.')
output actionGroupId string = people.id

using 'main.bicep'

param name = 'hubprod'
param tags = { environment: 'production' }
param alertEmails = ['beheer@corporatie.example']
param monthlyBudget = 100
// The first day of the month of the first deployment; afterwards it stays.
param budgetStart = '2026-12-01'
param publicUrl = 'https://hub.corporatie.example'
param zoneRedundant = true
param planZoneRedundant = false
param instanceMemoryMB = 512
param alwaysReadyInstances = 1
param cosmosCapacity = 'Serverless'
param backupDays = 30
param logRetentionDays = 90
param logDailyCapGB = 1
param locks = true
param hub = {
  corporationName: 'Woningcorporatie Voorbeeld'
  corporationGln: '8712345000004'
  administrators: 'beheer@corporatie.example'
  mailbox: 'ketenhub@corporatie.example'
  oauthIssuer: 'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0'
  oauthAudience: '33333333-3333-3333-3333-333333333333'
}
param people = {
  clientId: '22222222-2222-2222-2222-222222222222'
  tenantId: '11111111-1111-1111-1111-111111111111'
}

using 'main.bicep'

param name = 'hubdev'
param alertEmails = ['beheer@corporatie.example']
param monthlyBudget = 50
param instanceMemoryMB = 512
param alwaysReadyInstances = 0
param logDailyCapGB = 1
// The first day of the month of the first deployment; afterwards it stays.
param budgetStart = '2026-12-01'
param hub = {
  corporationName: 'Woningcorporatie Voorbeeld'
  administrators: 'beheer@corporatie.example'
}

using 'main.bicep'

param name = 'hubdev'
param alertEmails = ['beheer@corporatie.example']
param monthlyBudget = 75
param budgetStart = '2026-12-01'
param hub = {
  corporationName: 'Woningcorporatie Voorbeeld'
  administrators: 'beheer@corporatie.example'
}

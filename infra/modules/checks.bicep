import { hubSettings, networkSettings } from 'settings.bicep'

// What no type of a parameter can say: a sentence for each that is wrong. main.bicep stops with them before anything is deployed.

@export()
@description('What is wrong with the name of the environment and the addresses, ids and amounts beside it.')
func problemsOfNames(name string, publicUrl string, cosmosMaxThroughput int, budgetStart string) string[] =>
  filter(
    [
      empty(filter(
          range(0, length(name)),
          i => !contains('abcdefghijklmnopqrstuvwxyz0123456789', substring(name, i, 1))
        ))
        ? ''
        : 'The parameter name is wrong: expected lower-case letters and digits, such as hubdev.'
      empty(publicUrl) || (startsWith(publicUrl, 'https://') && !contains(publicUrl, '?'))
        ? ''
        : 'The parameter publicUrl is wrong: expected an address such as https://hub.corporatie.example.'
      cosmosMaxThroughput % 1000 == 0 ? '' : 'The parameter cosmosMaxThroughput is wrong: expected a multiple of 1000.'
      endsWith(budgetStart, '-01')
        ? ''
        : 'The parameter budgetStart is wrong: expected the first day of a month, such as 2026-01-01.'
    ],
    problem => !empty(problem)
  )

@export()
@description('What is wrong with how long photos are kept.')
func problemsOfPhotos(photoYears int, longestPhotoYears int, immutabilityDays int) string[] =>
  filter(
    [
      immutabilityDays <= photoYears * 365
        ? ''
        : 'The parameter photoImmutabilityDays is wrong: expected at most the days of hub.photoYears (${photoYears} years), for then photos are deleted.'
      longestPhotoYears >= photoYears
        ? ''
        : 'The parameter longestPhotoYears is wrong: expected at least hub.photoYears (${photoYears} years), for so long photos are kept.'
    ],
    problem => !empty(problem)
  )

@export()
@description('What is wrong with the tiers of photos.')
func problemsOfTiers(coolAfterDays int, coldAfterDays int) string[] =>
  coldAfterDays > coolAfterDays
    ? []
    : ['The parameter photosColdAfterDays is wrong: expected more than photosCoolAfterDays (${coolAfterDays} days).']

@export()
@description('What is wrong with the network.')
func problemsOfNetwork(network networkSettings, hub hubSettings) string[] =>
  filter(
    [
      length(split(network.addressPrefix, '/')) == 2 && length(split(network.addressPrefix, '.')) == 4 && parseCidr(network.addressPrefix).cidr <= 24
        ? ''
        : 'The parameter privateNetworking.addressPrefix is wrong: expected a range of at least 256 addresses, such as 10.20.0.0/24.'
      (network.?isAppPublic ?? true) || !empty(network.?clientPrefixes ?? [])
        ? ''
        : 'The parameter privateNetworking.clientPrefixes is missing: with isAppPublic false nobody else reaches the app.'
      contains(hub, 'teamsWorkflowSecret')
        ? 'The parameter hub.teamsWorkflowSecret cannot go with privateNetworking: the platform reads no secret of a vault that is closed to it.'
        : ''
    ],
    problem => !empty(problem)
  )

@export()
@description('What is given of two parameters that go together.')
func problemsOfPairs(erpPrincipalId string, hub hubSettings) string[] =>
  filter(
    [
      empty(erpPrincipalId) == !contains(hub, 'queuePartner')
        ? ''
        : 'The parameters erpPrincipalId and hub.queuePartner go together: give both, or neither.'
      contains(hub, 'oauthIssuer') == contains(hub, 'oauthAudience')
        ? ''
        : 'The parameters hub.oauthIssuer and hub.oauthAudience go together: give both, or neither.'
    ],
    problem => !empty(problem)
  )

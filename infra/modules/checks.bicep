import { hubSettings, networkSettings, signIn } from 'settings.bicep'

// What no type of a parameter can say: a sentence for each that is wrong. main.bicep stops with them before anything is deployed.
// Where a value is taken apart, conditions choose: an operator may look at both of its sides.

func consistsOf(text string, characters string) bool =>
  !empty(text) && empty(filter(range(0, length(text)), i => !contains(characters, substring(text, i, 1))))

func isNumber(text string) bool => consistsOf(text, '0123456789')

func isMail(text string) bool =>
  length(split(text, '@')) == 2 && !contains(text, ' ') && !contains(text, ',') && !empty(split(text, '@')[0])
    ? contains(last(split(text, '@')), '.') && !startsWith(last(split(text, '@')), '.') && !endsWith(text, '.')
    : false

func isId(text string) bool =>
  join(map(split(text, '-'), part => string(length(part))), '-') == '8-4-4-4-12' && consistsOf(
    toLower(replace(text, '-', '')),
    '0123456789abcdef'
  )

func isSecretName(text string) bool => consistsOf(toLower(text), 'abcdefghijklmnopqrstuvwxyz0123456789-')

// The last digit is that of GS1: with the others, weighed 1 and 3 by turns from the left, it makes a multiple of ten.
func isGln(text string) bool =>
  isNumber(text) && length(text) == 13
    ? reduce(range(0, 13), 0, (sum, i) => sum + int(substring(text, i, 1)) * (i % 2 == 0 ? 1 : 3)) % 10 == 0
    : false

func isShare(text string) bool =>
  text == '0' || text == '1' || (startsWith(text, '0.') && isNumber(substring(text, min(2, length(text)))))

// The first day of a month, and not before there was a hub: Azure refuses a first day before the month of the first deployment.
func isBudgetStart(text string) bool =>
  join(map(split(text, '-'), part => isNumber(part) ? string(length(part)) : '?'), '-') == '4-2-2'
    ? endsWith(text, '-01') && int(split(text, '-')[1]) >= 1 && int(split(text, '-')[1]) <= 12 && int(replace(
        text,
        '-',
        ''
      )) >= 20261201
    : false

func isRangeForm(text string) bool =>
  length(split(text, '/')) == 2 && length(split(text, '.')) == 4
    ? empty(filter(
        split(replace(text, '/', '.'), '.'),
        part => isNumber(part) ? length(part) > 3 || int(part) > 255 : true
      )) && int(last(split(text, '/'))) <= 32
    : false

// Its first address, and not one within it.
func isRange(text string) bool => isRangeForm(text) ? parseCidr(text).network == split(text, '/')[0] : false

@export()
@description('A text without its last character, behind which Azure sets its own full stop.')
func withoutFullStop(text string) string => substring(text, 0, max(0, length(text) - 1))

func told(problems string[]) string[] => filter(problems, problem => !empty(problem))

@export()
@description('What is wrong with the name of the environment and the addresses, ids and amounts beside it.')
func problemsOfNames(name string, alertEmails string[], publicUrl string, cosmosMaxThroughput int, budgetStart string) string[] =>
  told([
    consistsOf(name, 'abcdefghijklmnopqrstuvwxyz0123456789')
      ? ''
      : 'The parameter name is wrong: expected lower-case letters and digits, such as hubdev.'
    empty(filter(alertEmails, email => !isMail(email)))
      ? ''
      : 'The parameter alertEmails is wrong: expected mail addresses, such as beheer@corporatie.example.'
    empty(publicUrl) || (startsWith(publicUrl, 'https://') && length(split(publicUrl, '/')) == 3 && !endsWith(
        publicUrl,
        '/'
      ) && !contains(publicUrl, '?'))
      ? ''
      : 'The parameter publicUrl is wrong: expected an address such as https://hub.corporatie.example, with nothing behind it.'
    cosmosMaxThroughput % 1000 == 0 ? '' : 'The parameter cosmosMaxThroughput is wrong: expected a multiple of 1000.'
    isBudgetStart(budgetStart)
      ? ''
      : 'The parameter budgetStart is wrong: expected the first day of the month of the first deployment, such as 2026-12-01.'
  ])

@export()
@description('What is wrong with the settings of the hub itself.')
func problemsOfHub(hub hubSettings) string[] =>
  told([
    isGln(hub.?corporationGln ?? '8712345000004')
      ? ''
      : 'The parameter hub.corporationGln is wrong: expected 13 digits with a GS1 check digit.'
    isShare(hub.?replacementsShare ?? '0')
      ? ''
      : 'The parameter hub.replacementsShare is wrong: expected a number from 0 to 1, such as 0.05.'
    startsWith(hub.?oauthIssuer ?? 'https://', 'https://')
      ? ''
      : 'The parameter hub.oauthIssuer is wrong: expected an address that begins with https://.'
    !endsWith(hub.?oauthIssuer ?? '', '/v2.0') || isId(hub.?oauthAudience ?? '')
      ? ''
      : 'The parameter hub.oauthAudience is wrong: with an issuer /v2.0 expected the client id of the API, for its tokens name no other audience.'
    empty(filter(split(hub.?administrators ?? 'a@b.example', ','), email => !isMail(trim(email))))
      ? ''
      : 'The parameter hub.administrators is wrong: expected mail addresses with commas between them.'
    isMail(hub.?mailbox ?? 'a@b.example')
      ? ''
      : 'The parameter hub.mailbox is wrong: expected a mail address, such as ketenhub@corporatie.example.'
    isSecretName(hub.?manageKeySecret ?? 'none')
      ? ''
      : 'The parameter hub.manageKeySecret is wrong: expected the name of a secret: letters, digits and hyphens.'
    isSecretName(hub.?teamsWorkflowSecret ?? 'none')
      ? ''
      : 'The parameter hub.teamsWorkflowSecret is wrong: expected the name of a secret: letters, digits and hyphens.'
  ])

@export()
@description('What is wrong with the ids of the directory.')
func problemsOfIds(erpPrincipalId string, people signIn?) string[] =>
  told([
    empty(erpPrincipalId) || isId(erpPrincipalId)
      ? ''
      : 'The parameter erpPrincipalId is wrong: expected an object id, 8-4-4-4-12 hexadecimal digits.'
    people == null || isId(people.?clientId ?? '')
      ? ''
      : 'The parameter people.clientId is wrong: expected a client id, 8-4-4-4-12 hexadecimal digits.'
    people == null || isId(people.?tenantId ?? '')
      ? ''
      : 'The parameter people.tenantId is wrong: expected the id of a directory, 8-4-4-4-12 hexadecimal digits.'
  ])

@export()
@description('What is wrong with how long photos are kept.')
func problemsOfPhotos(photoYears int, longestPhotoYears int, immutabilityDays int) string[] =>
  told([
    immutabilityDays <= photoYears * 365
      ? ''
      : 'The parameter photoImmutabilityDays is wrong: expected at most the days of hub.photoYears (${photoYears} years), for then photos are deleted.'
    longestPhotoYears >= photoYears
      ? ''
      : 'The parameter longestPhotoYears is wrong: expected at least hub.photoYears (${photoYears} years), for so long photos are kept.'
  ])

@export()
@description('What is wrong with the tiers of photos.')
func problemsOfTiers(coolAfterDays int, coldAfterDays int) string[] =>
  coldAfterDays > coolAfterDays
    ? []
    : ['The parameter photosColdAfterDays is wrong: expected more than photosCoolAfterDays (${coolAfterDays} days).']

@export()
@description('What is wrong with the network.')
func problemsOfNetwork(network networkSettings, hub hubSettings) string[] =>
  told([
    (isRange(network.addressPrefix) ? parseCidr(network.addressPrefix).cidr <= 24 : false)
      ? ''
      : 'The parameter privateNetworking.addressPrefix is wrong: expected a range of at least 256 addresses by its first one, such as 10.20.0.0/24.'
    empty(filter(network.?clientPrefixes ?? [], prefix => !isRange(prefix)))
      ? ''
      : 'The parameter privateNetworking.clientPrefixes is wrong: expected ranges by their first address, such as 10.30.0.0/24.'
    (network.?isAppPublic ?? true) || !empty(network.?clientPrefixes ?? [])
      ? ''
      : 'The parameter privateNetworking.clientPrefixes is missing: with isAppPublic false nobody else reaches the app.'
    contains(hub, 'teamsWorkflowSecret')
      ? 'The parameter hub.teamsWorkflowSecret cannot go with privateNetworking: the platform reads no secret of a vault that is closed to it.'
      : ''
  ])

@export()
@description('What is given of two parameters that go together.')
func problemsOfPairs(erpPrincipalId string, hub hubSettings) string[] =>
  told([
    empty(erpPrincipalId) == !contains(hub, 'queuePartner')
      ? ''
      : 'The parameters erpPrincipalId and hub.queuePartner go together: give both, or neither.'
    contains(hub, 'oauthIssuer') == contains(hub, 'oauthAudience')
      ? ''
      : 'The parameters hub.oauthIssuer and hub.oauthAudience go together: give both, or neither.'
  ])

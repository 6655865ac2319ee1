// Korean: what is wrong with the command line, the settings or the way to the gateway.
import type { refusalsEn } from "./refusals_en.ts";

export const refusalsKo: typeof refusalsEn = {
  usage: {
    unknownCommand: (name) => `"${name}" 명령이 없습니다`,
    unknownOption: (flag) => `"${flag}" 옵션이 없습니다`,
    missingArgument: (name) => `<${name}> 인자가 빠졌습니다`,
    missingValue: (flag) => `${flag} 옵션에 값이 필요합니다`,
    missingOption: (flag) => `${flag} 옵션이 필요합니다`,
    missingVerb: (noun, verbs) => `${noun} 다음에 올 명령: ${verbs}`,
    excessArguments: (expected, got) => `인자가 너무 많습니다: ${expected}개여야 하는데 ${got}개입니다`,
    conflict: (one, other) => `${one}, ${other} 옵션은 함께 쓸 수 없습니다`,
    didYouMean: (name) => `혹시 ${name}?`,
    seeHelp: (command) => `${command} --help 참고`,
    lang: (name, value) => `${name}: ko 또는 en이어야 합니다 (입력: "${value}")`,
    choice: (name, value, choices) => `${name}: ${choices} 중 하나여야 합니다 (입력: "${value}")`,
    account: (value) => `--account: "${value}" 형식의 계좌는 없습니다`,
    noTerminal: "hoga 화면은 터미널에서 열립니다. 터미널이 아니면 명령을 쓰세요:",
  },

  input: {
    quantity: (value, max) => `수량 "${value}": 1주부터 ${max}주까지의 정수여야 합니다`,
    price: (value, max) => `가격 "${value}": 1원부터 ${max}원까지의 정수여야 합니다`,
    count: (name, value, min, max) => `${name}: "${value}": ${min}부터 ${max}까지의 정수여야 합니다`,
    number: (name, value) => `${name}: "${value}": 0보다 큰 수여야 합니다`,
    date: (name, value) => `${name}: "${value}": 날짜가 아닙니다. 2025-03-14처럼 쓰세요`,
    moment: (name, value) =>
      `${name}: "${value}": 시각이 아닙니다. 2025-03-14 또는 2025-03-14T09:00:00+09:00처럼 쓰세요`,
    marketTime: (name, value) =>
      `${name}: "${value}": 시각이 아닙니다. 10:30 또는 2025-03-14T10:30:00+09:00처럼 쓰세요`,
    bareDate: (name, value) =>
      `${name}: "${value}": 시각 없는 날짜입니다. 10:30 또는 ${value}T10:30:00+09:00처럼 쓰세요`,
    timeOfDay: (name, value) => `${name}: "${value}"은(는) 시각이 아닙니다. 09:00처럼 쓰세요`,
    ratio: (name, value) => `${name}: "${value}"은(는) 비율이 아닙니다. 1에서 10,000까지의 정수로 5:1처럼 쓰세요`,
    clock: (name, value) => `${name}: "${value}": real, practice 또는 2025-03-14T08:50:00+09:00 같은 시각이어야 합니다`,
    key: (value) => `--key: "${value}": 공백 없는 ASCII 문자 1~255자여야 합니다`,
    symbol: (value) => `종목 "${value}": 6자리 코드나 이름을 쓰세요`,
    empty: (name) => `${name}: 비어 있습니다`,
    noFile: (path) => `${path}: 파일이 없습니다`,
    noDirectory: (name, path) => `${name}: ${path}: 디렉터리가 아닙니다`,
    unreadable: (path, why) => `${path}: 읽을 수 없습니다: ${why}`,
    nothingToAmend: "바꿀 것이 없습니다: --limit, --stop, --qty 가운데 하나를 주세요",
    typePrices: "limit과 conditional은 --limit을, stop은 --limit과 --stop을 쓰고, 나머지는 둘 다 쓰지 않습니다",
    tapeNeedsReplay: "--tape: --feed sim이 아니라 --feed replay와 함께 씁니다",
    replayNeedsTape: "--feed replay: --tape DIR이 필요합니다",
  },

  config: {
    unknownKey: (key) => `"${key}" 설정이 없습니다`,
    badValue: (key, value, accepts) => `${key}: ${accepts} 형식이어야 합니다 (입력: "${value}")`,
    broken: (path, key) => `${path}: "${key}" 값이 올바르지 않습니다`,
    keys: (names) => `설정: ${names}`,
    saved: (key, value) => `${key} = ${value}`,
    replayNeedsTape: "stack.feed = replay: 재생할 날들의 디렉터리를 stack.tape에 지정하세요",
    removed: (key) => `${key}: 기본값으로 되돌렸습니다`,
    path: { config: "설정", watchlist: "관심종목", data: "데이터", apiKey: "API 키", state: "상태" },
  },

  connect: {
    badUrl: (name, value) => `${name}: "${value}": http 또는 https 주소가 아닙니다`,
    noProfile: (name) => `HOGA_PROFILE: "${name}" 프로필이 없습니다`,
    profileHint: (name) => `hoga config set profile.${name}.url https://…`,
    noKeyFile: (path) => `API 키 파일을 읽을 수 없습니다: ${path}`,
    unreachable: (url) => `연결할 수 없습니다: ${url}`,
    unreachableHint: "서버가 떠 있는지, HOGA_API_URL이 맞는지 확인하거나, 값을 지우고 내장 시장을 쓰세요",
    timeout: (url, seconds) => `${seconds}초 안에 응답이 없습니다: ${url}`,
    notHoga: (url) => `hoga가 모르는 응답입니다: ${url}`,
    notHogaHint: "이 버전의 hoga 게이트웨이인가요?",
    failed: (url, status) => `HTTP ${status} 응답입니다: ${url}`,
    starting: "시장을 시작합니다…",
    busy: (url) => `다른 hoga가 이 데이터 디렉터리를 쓰고 있습니다: ${url}`,
    portTaken: (port) => `${port}번부터 다섯 포트 중 하나가 이미 쓰이고 있습니다`,
    portHint: "--port 0을 쓰면 빈 포트를 고릅니다",
    interrupted: "중단했습니다",
  },
};

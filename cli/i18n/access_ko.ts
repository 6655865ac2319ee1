// Korean: signing in, and API keys.
import type { accessEn } from "./access_en.ts";

export const accessKo: typeof accessEn = {
  login: {
    askUrl: (known) => known === undefined ? "서버 주소: " : `서버 주소 [${known}]: `,
    askKey: "API 키(화면에 보이지 않음): ",
    noUrl: "어느 서버인지 주소를 주세요",
    urlHint: "hoga login https://hoga.example.com",
    badUrl: (value) => `"${value}": http 또는 https 주소가 아닙니다`,
    badName: (value) => `--name: "${value}": 영문자, 숫자, -, _ 40자 이하여야 합니다`,
    noKey: "API 키가 없습니다",
    keyHint: "직접 입력하거나, 파이프로 넣거나(hoga login URL < FILE), 파일을 지정하세요(--key-file FILE)",
    badKey: (length) => `API 키가 아닙니다: 공백 없는 ASCII 문자 한 단어여야 합니다 (입력: ${length}자)`,
    refusedHint: "키를 빠짐없이 복사했는지, 이 서버의 키가 맞는지 확인하세요",
    done: (url, user, lastFour, profile) =>
      `${url}에 ${user}(으)로 로그인했습니다 (키 …${lastFour}, 프로필 ${profile})`,
    plain: (url) => `${url}: 암호화되지 않은 연결이라 키가 도중에 노출될 수 있습니다`,
    overridden: (variable) => `${variable} 값이 있어 프로필보다 먼저 쓰입니다`,
    otherAccount: (id) => `설정 account = ${id}: 그 서버의 계좌가 아닙니다. hoga config unset account`,
  },

  logout: {
    nobody: "로그인되어 있지 않습니다",
    unknown: (name) => `"${name}" 프로필이 없습니다`,
    profiles: (names) => `프로필: ${names}`,
    done: (name, url) => `로그아웃했습니다: 프로필 ${name} (${url})`,
    removed: (path) => `지웠습니다: ${path}`,
    kept: (path) => `직접 두신 파일이라 남겼습니다: ${path}`,
    stillValid: "키 자체는 아직 쓸 수 있습니다. hoga key revoke로 폐기합니다",
    others: (names) => `남은 프로필: ${names}`,
    embedded: "이제 명령은 내장 시장을 씁니다",
    setStill: (variable) => `${variable} 값은 그대로 있습니다`,
  },

  whoami: {
    user: "사용자",
    operator: "운영자",
    server: "서버",
    source: { env: "HOGA_API_URL", profile: "프로필", running: "내장 시장", embedded: "내장 시장" },
    key: "키",
    account: "계좌",
    noAccount: "아직 없습니다. hoga account new NAME",
  },

  key: {
    id: "ID",
    label: "이름표",
    ends: "끝자리",
    created: "발급",
    inUse: "지금 사용 중",
    secret: "키",
    shownOnce: "지금 한 번만 보여 드립니다. 잘 보관하세요.",
    badLabel: (max) => `--label: 제어 문자 없이 1~${max}자여야 합니다`,
    revoked: (id) => `폐기했습니다: ${id}`,
    confirm: (id) => `${id} 키를 폐기할까요? 이 키를 쓰는 곳은 접속이 끊깁니다. [y/N] `,
    current: (id) => `${id}: 지금 쓰고 있는 키입니다`,
    listHint: "hoga key list에서 키를 볼 수 있습니다",
    currentHint: "--force를 붙이면 그래도 폐기합니다",
  },
};

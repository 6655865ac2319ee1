// Korean: what `hoga help TOPIC` tells.
import type { Topic, topicsEn } from "./topics_en.ts";

const environment: Topic = {
  title: "환경 변수",
  entries: [
    ["HOGA_API_URL", "hoga 서버 주소. 없으면 내장 시장을 쓰고, 돌고 있지 않으면 시작"],
    ["HOGA_API_KEY", "그 서버에 로그인할 키"],
    ["HOGA_PROFILE", "쓸 프로필: profile.NAME.url과 profile.NAME.key_file 설정"],
    ["HOGA_HOME", "hoga의 모든 파일을 둘 디렉터리. XDG 디렉터리 대신 씀"],
    ["HOGA_LANG", "언어: ko 또는 en. 없으면 설정, 그다음 로캘"],
    ["HOGA_CLOCK", "내장 시장의 시계: real, practice 또는 ISO 시각"],
    ["HOGA_DELIVERY", "내장 서비스가 이벤트를 전달하는 방식: direct 또는 qstash"],
    ["HOGA_PAGER", "긴 출력을 보여 줄 프로그램. pager 설정과 PAGER보다 먼저. cat이면 쓰지 않음"],
    ["HOGA_DEBUG", "아무 값: 오류가 난 곳을 함께 출력"],
    ["NO_COLOR", "아무 값: 색 없이"],
    ["DATABASE_URL", "내장 데이터베이스 대신 쓸 Postgres. 서비스마다 다르면 ORDER_DATABASE_URL 등"],
  ],
  notes: ["옵션이 환경 변수보다, 환경 변수가 설정(hoga config)보다, 설정이 기본값보다 먼저입니다."],
};

const exitCodes: Topic = {
  title: "종료 코드",
  entries: [
    ["0", "완료"],
    ["1", "예상하지 못한 오류, 통과하지 못한 점검, 또는 질문에 아니요로 답함"],
    ["2", "잘못된 명령이나 입력: 아무것도 하지 않음"],
    ["3", "로그인하지 않았거나 권한 없음"],
    ["4", "매매 규칙에 따라 거부됨. 사유는 출력에 있음"],
    ["5", "서비스를 쓸 수 없음: 다시 해 볼 만함"],
    ["130", "Ctrl-C나 신호로 중단됨"],
  ],
  notes: [
    '--json이면 오류도 {"error":{"code","message","retryable","hint"}} 문서로 표준 출력에, 아니면 한 줄로 표준 오류에 나옵니다.',
    "head처럼 먼저 끝낸 프로그램이나 일찍 닫은 페이저는 오류가 아닙니다: 종료 코드는 0입니다.",
  ],
};

const output: Topic = {
  title: "출력",
  entries: [
    ["--json", "표준 출력에 JSON 문서 하나만. watch는 한 줄에 하나씩"],
    ["--query EXPR", "그 문서에서 JMESPath 식이 가리키는 부분만 (https://jmespath.site)"],
    ["--query EXPR --raw", "그 부분을 글자 그대로: 따옴표 없이, 목록은 원소마다 한 줄. 오류는 표준 오류로"],
    ["--quiet", "힌트 없이. 바꾼 것은 ID만"],
    ["--no-color", "색 없이. 터미널이 아니거나 NO_COLOR가 있어도 색 없음"],
    ["--no-pager", "긴 출력도 페이저 없이. 터미널이 아니거나 --json이면 언제나 페이저 없음"],
    ["--all", "몇 쪽이든 목록의 모든 줄"],
  ],
  notes: [
    "문서의 금액은 원 단위 정수, 시각은 +09:00이 붙은 ISO 8601이며 언어와 상관없이 같습니다.",
    "hoga portfolio --query totals.netAssets --raw",
    "hoga order list --query \"orders[?side=='buy'].id\" --raw",
    "hoga quote 005930 000660 --query 'quotes[].{symbol: symbol, last: last}'",
  ],
};

export const topicsKo: typeof topicsEn = { environment, "exit-codes": exitCodes, output };

// Korean: the settings, and what each is for.
import type { settingsEn } from "./settings_en.ts";

export const settingsKo: typeof settingsEn = {
  setting: {
    name: "설정",
    value: "값",
    accepts: "쓸 수 있는 값",
    about: "설명",
    usual: (value) => `${value} (기본값)`,
    aboutOf: {
      lang: "언어. 없으면 로캘을 따름",
      account: "명령이 쓸 계좌. 없으면 첫 계좌",
      confirm: "주문 전에 확인",
      color: "명령 출력의 색",
      pager: "긴 출력을 보여 줄 프로그램. 없으면 PAGER, less 순",
      theme: "화면 색: 상승 빨강, 상승 초록, 색각 이상용, 무채색",
      glyphs: "화면을 그리는 문자",
      mouse: "화면에서 마우스 쓰기",
      motion: "바뀐 값을 화면에서 깜빡이기",
      profile: "명령이 쓸 프로필. 없으면 내장 시장",
      "profile.NAME.url": "서버 주소",
      "profile.NAME.key_file": "그 서버의 API 키 파일",
      "stack.clock": "내장 시장의 시계",
      "stack.speed": "그 시계의 배속",
      "stack.feed": "내장 시장의 시세 출처",
      "stack.tape": "재생할 날들의 디렉터리, kis·yahoo는 기록할 곳",
      "stack.seed": "가상 시장의 시드",
    },
  },
};

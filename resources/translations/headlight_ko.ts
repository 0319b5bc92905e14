<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>Compare</name>
    <message>
        <source>frame %1</source>
        <translation>프레임 %1</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Weight, raw score, weight × |v|, rollout</source>
        <translation>가중치, 원점수, 가중치 × |v|, 롤아웃</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A와 B 바꾸기</translation>
    </message>
    <message>
        <source>Ask about a place or for patterns</source>
        <translation>위치를 묻기 또는 패턴 찾기</translation>
    </message>
    <message>
        <source>Fit the range of colours to the values</source>
        <translation>색 범위를 값에 맞추기</translation>
    </message>
    <message>
        <source>Links by number or by weight</source>
        <translation>연결을 개수 또는 가중치로</translation>
    </message>
    <message>
        <source>Strength of the map on the picture</source>
        <translation>그림 위 맵의 짙기</translation>
    </message>
    <message>
        <source>Smooth map on the picture</source>
        <translation>그림 위 맵을 매끄럽게</translation>
    </message>
    <message>
        <source>Lines from the reference point</source>
        <translation>기준점에서 뻗는 선</translation>
    </message>
    <message>
        <source>Boxes of the other detections</source>
        <translation>다른 검출의 상자</translation>
    </message>
    <message>
        <source>Run as I type</source>
        <translation>입력하는 대로 실행</translation>
    </message>
    <message>
        <source>Head at its mean</source>
        <translation>헤드를 평균값으로</translation>
    </message>
    <message>
        <source>Hide the key everywhere</source>
        <translation>이 키를 모든 곳에서 숨기기</translation>
    </message>
    <message>
        <source>Make the row even</source>
        <translation>행을 고르게 만들기</translation>
    </message>
    <message>
        <source>Look at the key alone</source>
        <translation>이 키만 보기</translation>
    </message>
    <message>
        <source>Take back every change</source>
        <translation>모든 변경 되돌리기</translation>
    </message>
    <message>
        <source>Weigh every head</source>
        <translation>모든 헤드의 중요도 재기</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>안내서</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Switch off the head</source>
        <translation>헤드 끄기</translation>
    </message>
    <message>
        <source>Switch off the layer</source>
        <translation>층 끄기</translation>
    </message>
    <message>
        <source>Cut this link</source>
        <translation>이 연결 끊기</translation>
    </message>
    <message>
        <source>Move the points</source>
        <translation>점 옮기기</translation>
    </message>
    <message>
        <source>Turn the question round</source>
        <translation>질문 뒤집기</translation>
    </message>
    <message>
        <source>Weight, raw score, weight × |v|</source>
        <translation>가중치, 원점수, 가중치 × |v|</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Intervene</source>
        <translation>개입</translation>
    </message>
    <message>
        <source>Play or pause the video</source>
        <translation>동영상 재생 또는 멈춤</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>한 프레임 뒤로</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>한 프레임 앞으로</translation>
    </message>
    <message>
        <source>Play the video again and again</source>
        <translation>동영상 반복 재생</translation>
    </message>
    <message>
        <source>Keep this frame as a run of its own</source>
        <translation>이 프레임을 별도 실행으로 남기기</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>모델 폴더 열기…</translation>
    </message>
    <message>
        <source>Open picture or video…</source>
        <translation>그림이나 동영상 열기…</translation>
    </message>
    <message>
        <source>Open trace…</source>
        <translation>트레이스 열기…</translation>
    </message>
    <message>
        <source>Save trace…</source>
        <translation>트레이스 저장…</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>그림 내보내기…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Paste text or picture</source>
        <translation>글이나 그림 붙여넣기</translation>
    </message>
    <message>
        <source>Edit the input</source>
        <translation>입력 고치기</translation>
    </message>
    <message>
        <source>Find or do anything</source>
        <translation>찾거나 실행하기</translation>
    </message>
    <message>
        <source>Head to the left</source>
        <translation>왼쪽 헤드</translation>
    </message>
    <message>
        <source>Head to the right</source>
        <translation>오른쪽 헤드</translation>
    </message>
    <message>
        <source>Layer above</source>
        <translation>위 층</translation>
    </message>
    <message>
        <source>Layer below</source>
        <translation>아래 층</translation>
    </message>
    <message>
        <source>Query before</source>
        <translation>앞 쿼리</translation>
    </message>
    <message>
        <source>Query after</source>
        <translation>다음 쿼리</translation>
    </message>
    <message>
        <source>Key before</source>
        <translation>앞 키</translation>
    </message>
    <message>
        <source>Key after</source>
        <translation>다음 키</translation>
    </message>
    <message>
        <source>One head, mean, max</source>
        <translation>한 헤드, 평균, 최대</translation>
    </message>
    <message>
        <source>Weight or raw score</source>
        <translation>가중치 또는 원점수</translation>
    </message>
    <message>
        <source>Linear, root, log</source>
        <translation>선형, 제곱근, 로그</translation>
    </message>
    <message>
        <source>Next colour map</source>
        <translation>다음 색상표</translation>
    </message>
    <message>
        <source>Same scale for all heads</source>
        <translation>모든 헤드에 같은 척도</translation>
    </message>
    <message>
        <source>Special tokens in the scale</source>
        <translation>척도의 특수 토큰</translation>
    </message>
    <message>
        <source>Merge subwords</source>
        <translation>조각 토큰 합치기</translation>
    </message>
    <message>
        <source>Fit the whole map</source>
        <translation>전체 맞춤</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Enlarge the panel</source>
        <translation>패널 크게 보기</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Stop, clear</source>
        <translation>멈춤, 지우기</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>모델 고르기…</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>다음 패널</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>이전 패널</translation>
    </message>
    <message>
        <source>Left rail</source>
        <translation>왼쪽 영역</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>검사기</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>시작 화면</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>About Headlight</source>
        <translation>Headlight 정보</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>고대비</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>다음 테마</translation>
    </message>
    <message>
        <source>Layer, head, query, key</source>
        <translation>층, 헤드, 쿼리, 키</translation>
    </message>
    <message>
        <source>Zoom and move</source>
        <translation>확대와 이동</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>동영상</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Float the panel</source>
        <translation>패널 띄우기</translation>
    </message>
    <message>
        <source>Open TorchScript file…</source>
        <translation>TorchScript 파일 열기…</translation>
    </message>
    <message>
        <source>Next detection</source>
        <translation>다음 검출</translation>
    </message>
    <message>
        <source>Detection before</source>
        <translation>이전 검출</translation>
    </message>
    <message>
        <source>Other queries</source>
        <translation>다른 쿼리</translation>
    </message>
    <message>
        <source>Dim the picture</source>
        <translation>그림 어둡게</translation>
    </message>
    <message>
        <source>Head 0 alone</source>
        <translation>헤드 0만 보기</translation>
    </message>
    <message>
        <source>Head 1 alone</source>
        <translation>헤드 1만 보기</translation>
    </message>
    <message>
        <source>Head 2 alone</source>
        <translation>헤드 2만 보기</translation>
    </message>
    <message>
        <source>Head 3 alone</source>
        <translation>헤드 3만 보기</translation>
    </message>
    <message>
        <source>Head 4 alone</source>
        <translation>헤드 4만 보기</translation>
    </message>
    <message>
        <source>Head 5 alone</source>
        <translation>헤드 5만 보기</translation>
    </message>
    <message>
        <source>Head 6 alone</source>
        <translation>헤드 6만 보기</translation>
    </message>
    <message>
        <source>Head 7 alone</source>
        <translation>헤드 7만 보기</translation>
    </message>
    <message>
        <source>More detections, by a lower score</source>
        <translation>점수를 낮춰 검출 더 보기</translation>
    </message>
    <message>
        <source>Fewer detections, by a higher score</source>
        <translation>점수를 높여 검출 줄이기</translation>
    </message>
    <message>
        <source>Window and level: as stored, full, 1–99 %</source>
        <translation>윈도우와 레벨: 저장된 대로, 전체, 1–99 %</translation>
    </message>
    <message>
        <source>Attention beside convolution</source>
        <translation>어텐션과 합성곱 나란히</translation>
    </message>
    <message>
        <source>Points, map or links on the picture</source>
        <translation>그림 위: 점, 맵, 연결</translation>
    </message>
    <message>
        <source>Colour points by head or level</source>
        <translation>점 색: 헤드 또는 레벨</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Level 0 on or off</source>
        <translation>레벨 0 켜기·끄기</translation>
    </message>
    <message>
        <source>Level 1 on or off</source>
        <translation>레벨 1 켜기·끄기</translation>
    </message>
    <message>
        <source>Level 2 on or off</source>
        <translation>레벨 2 켜기·끄기</translation>
    </message>
    <message>
        <source>Level 3 on or off</source>
        <translation>레벨 3 켜기·끄기</translation>
    </message>
    <message>
        <source>Fewer links or points</source>
        <translation>연결이나 점 줄이기</translation>
    </message>
    <message>
        <source>More links or points</source>
        <translation>연결이나 점 늘리기</translation>
    </message>
    <message>
        <source>Move the view left</source>
        <translation>보기를 왼쪽으로</translation>
    </message>
    <message>
        <source>Move the view right</source>
        <translation>보기를 오른쪽으로</translation>
    </message>
    <message>
        <source>Move the view up</source>
        <translation>보기를 위로</translation>
    </message>
    <message>
        <source>Move the view down</source>
        <translation>보기를 아래로</translation>
    </message>
    <message>
        <source>Hand tool</source>
        <translation>손 도구</translation>
    </message>
    <message>
        <source>Pin what is shown</source>
        <translation>보이는 것 고정</translation>
    </message>
    <message>
        <source>Pinned against current</source>
        <translation>고정한 것과 현재 비교</translation>
    </message>
    <message>
        <source>Detections</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Run on a part of the picture</source>
        <translation>그림의 한 부분에 실행</translation>
    </message>
    <message>
        <source>Run on the whole picture again</source>
        <translation>그림 전체에 다시 실행</translation>
    </message>
    <message>
        <source>Run over a grid of tiles…</source>
        <translation>타일 격자에 실행…</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>세션 열기…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>세션 저장…</translation>
    </message>
    <message>
        <source>Points of the whole layer</source>
        <translation>층 전체의 점</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>패널</translation>
    </message>
    <message>
        <source>Tab the panel with…</source>
        <translation>패널을 탭으로 묶기…</translation>
    </message>
    <message>
        <source>Put the panel beside…</source>
        <translation>패널을 옆에 두기…</translation>
    </message>
    <message>
        <source>Put the panel below…</source>
        <translation>패널을 아래에 두기…</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>다음 탭</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>이전 탭</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>배치 초기화</translation>
    </message>
</context>
<context>
    <name>DetectionScene</name>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>층 %1, 헤드 %2</translation>
    </message>
    <message>
        <source>%1, entropy %2</source>
        <translation>%1, 엔트로피 %2</translation>
    </message>
    <message>
        <source>link %1</source>
        <translation>연결 %1</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>patch row %1</source>
        <translation>패치 행 %1</translation>
    </message>
    <message>
        <source>patch column %1</source>
        <translation>패치 열 %1</translation>
    </message>
    <message>
        <source>x %1, y %2 px: %3</source>
        <translation>x %1, y %2 px: %3</translation>
    </message>
    <message>
        <source>patch %1,%2: %3</source>
        <translation>패치 %1,%2: %3</translation>
    </message>
    <message>
        <source>point %1</source>
        <translation>점 %1</translation>
    </message>
    <message>
        <source>head %1, level %2, weight %3, at %4, %5</source>
        <translation>헤드 %1, 레벨 %2, 가중치 %3, 위치 %4, %5</translation>
    </message>
    <message>
        <source>weight in the layer's box</source>
        <translation>층의 상자 안 가중치</translation>
    </message>
    <message>
        <source>%1 of weight in the layer's box</source>
        <translation>층의 상자 안에 가중치의 %1</translation>
    </message>
    <message>
        <source>%1, entropy %2 bits</source>
        <translation>%1, 엔트로피 %2비트</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>0 everywhere</source>
        <translation>모두 0</translation>
    </message>
    <message>
        <source>largest rollout</source>
        <translation>가장 큰 롤아웃</translation>
    </message>
    <message>
        <source>rollout from %1</source>
        <translation>%1의 롤아웃</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>변경: %1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>모델: %1</translation>
    </message>
    <message>
        <source>Input: %1</source>
        <translation>입력: %1</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1, 프레임 %2</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 제외</translation>
    </message>
    <message>
        <source>Weight on %1</source>
        <translation>%1의 가중치</translation>
    </message>
    <message>
        <source>No weight reaches %1; the strongest is %2.</source>
        <translation>%1에 이르는 가중치가 없음. 가장 큰 것은 %2.</translation>
    </message>
    <message>
        <source>Not in the vocabulary, read as %1: %2.</source>
        <translation>어휘에 없어 %1(으)로 읽음: %2.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>그 밖에 %1개</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>기여</translation>
    </message>
    <message>
        <source>Attention beside convolution</source>
        <translation>어텐션과 합성곱 나란히</translation>
    </message>
    <message>
        <source>Effective receptive field, %1</source>
        <translation>유효 수용장, %1</translation>
    </message>
    <message>
        <source>50 % within %1 px, 90 % within %2 px</source>
        <translation>50 %는 %1 px, 90 %는 %2 px 안</translation>
    </message>
    <message numerus="yes">
        <source>Joined from %1 tiles, mean where they overlap; each tile's weights are its own.</source>
        <translation>
            <numerusform>타일 %1개를 이어 붙임, 겹친 곳은 평균; 가중치는 타일마다 따로 셈.</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture %1 could not be read.</source>
        <translation>그림 %1을(를) 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>No weight between detections reaches %1.</source>
        <translation>검출 사이의 가중치가 %1에 이르지 않습니다.</translation>
    </message>
    <message>
        <source>detection %1</source>
        <translation>검출 %1</translation>
    </message>
    <message>
        <source>object %1</source>
        <translation>객체 %1</translation>
    </message>
    <message>
        <source>Mean weight on</source>
        <translation>평균 가중치 (대상별)</translation>
    </message>
    <message>
        <source>other queries</source>
        <translation>다른 쿼리</translation>
    </message>
    <message>
        <source>Which detections %1 looks at: %2</source>
        <translation>%1의 시선이 닿는 검출: %2</translation>
    </message>
    <message>
        <source>Which detections look at which: %1</source>
        <translation>검출 사이의 어텐션: %1</translation>
    </message>
    <message>
        <source>Arrows point at what is looked at; the widest is %1, the least %2.</source>
        <translation>화살표는 보는 대상을 가리킵니다. 가장 굵은 것은 %1, 최소는 %2.</translation>
    </message>
    <message>
        <source>Arrows point at what is looked at, at most %1 a detection; the widest is %2, the least %3.</source>
        <translation>화살표는 보는 대상을 가리키며 검출마다 최대 %1개입니다. 가장 굵은 것은 %2, 최소는 %3.</translation>
    </message>
    <message>
        <source>Where all %1 detections look: %2</source>
        <translation>검출 %1개가 보는 곳: %2</translation>
    </message>
    <message>
        <source>each of %1 detections read</source>
        <translation>검출 %1개가 각각 읽은</translation>
    </message>
    <message>
        <source>this detection read</source>
        <translation>이 검출이 읽은</translation>
    </message>
    <message>
        <source>%1, beside convolution</source>
        <translation>%1, 합성곱과 나란히</translation>
    </message>
    <message>
        <source>this query read</source>
        <translation>이 쿼리가</translation>
    </message>
    <message>
        <source>this cell of the feature map read</source>
        <translation>특징 맵의 이 칸이 읽은</translation>
    </message>
    <message>
        <source>Each mark is one of the %1 places (heads × levels × points) that %2 instead of the whole picture. Area and opacity show its weight; the weights of a head sum to 1.</source>
        <translation>표시 하나는 그림 전체 대신 %2 %1곳(헤드 × 레벨 × 점) 가운데 하나입니다. 넓이와 불투명도는 가중치이며, 한 헤드의 가중치 합은 1입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 points are shown</source>
        <translation>
            <numerusform>점 %2개 중 %1개 표시</numerusform>
        </translation>
    </message>
    <message>
        <source> (weight from %1)</source>
        <translation> (가중치 %1 이상)</translation>
    </message>
    <message numerus="yes">
        <source>%1 points lie outside the picture</source>
        <translation>
            <numerusform>점 %1개는 그림 밖에 있음</numerusform>
        </translation>
    </message>
    <message>
        <source>Layer by layer: the box after the layer, its points, their weight in that box; a bar a head</source>
        <translation>층별: 층을 지난 상자, 샘플링 점, 그 상자 안의 가중치; 막대는 헤드별</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>weight in the final box</source>
        <translation>최종 상자 안 가중치</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>reference point</source>
        <translation>기준점</translation>
    </message>
    <message>
        <source>box that was found</source>
        <translation>찾은 상자</translation>
    </message>
    <message>
        <source>box of this query</source>
        <translation>이 쿼리의 상자</translation>
    </message>
    <message>
        <source>box before this layer</source>
        <translation>이 층 이전의 상자</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>area of a mark</source>
        <translation>표시의 넓이</translation>
    </message>
    <message>
        <source>stride %1</source>
        <translation>보폭 %1</translation>
    </message>
    <message>
        <source>Each map: the weight of the sampling points on the picture, of %1.</source>
        <translation>각 맵: 그림 위 샘플링 점의 가중치, %1.</translation>
    </message>
    <message>
        <source>all queries</source>
        <translation>모든 쿼리</translation>
    </message>
    <message>
        <source>Each cell: the weight of the sampling points in it.</source>
        <translation>각 칸: 그 안에 있는 샘플링 점의 가중치.</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>Deformable decoder</source>
        <translation>변형 디코더</translation>
    </message>
    <message>
        <source>Deformable encoder</source>
        <translation>변형 인코더</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>cell %1, %2 of level %3</source>
        <translation>레벨 %3의 칸 %1, %2</translation>
    </message>
    <message>
        <source>head %1 · %2 · point %3</source>
        <translation>헤드 %1 · %2 · 점 %3</translation>
    </message>
    <message>
        <source>Weight from %1</source>
        <translation>%1의 가중치</translation>
    </message>
    <message>
        <source>patch %1</source>
        <translation>패치 %1</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>그 밖 전부</translation>
    </message>
    <message>
        <source>Links below %1 are not drawn.</source>
        <translation>%1 미만의 연결은 그리지 않음.</translation>
    </message>
    <message>
        <source>where %1 looks</source>
        <translation>%1의 시선</translation>
    </message>
    <message>
        <source>Lines run from what looks to what it looks at, as wide as their weight (at most %1); the area of a circle is the weight in the table.</source>
        <translation>선은 보는 쪽에서 보이는 쪽으로 이어지며 굵기는 가중치(최대 %1), 원의 넓이는 표의 가중치.</translation>
    </message>
    <message>
        <source>The strongest %1 of %2 links.</source>
        <translation>연결 %2개 중 가장 강한 %1개.</translation>
    </message>
    <message>
        <source>%1 left out (%2 of the weight).</source>
        <translation>%1 제외 (가중치의 %2).</translation>
    </message>
    <message>
        <source>Maps of %1 × %2 weights shown as %3 × %4 pixels, each the %5 of its cells.</source>
        <translation>%1 × %2 가중치 맵을 %3 × %4 픽셀로 보임, 픽셀마다 속한 칸의 %5.</translation>
    </message>
    <message>
        <source>Share of each patch in the output at %1: the product of ½ (mean of the heads) + ½ identity over the layers.</source>
        <translation>%1 출력에서 각 패치의 몫: 층마다 ½ (헤드 평균) + ½ 항등 행렬을 모두 곱한 값.</translation>
    </message>
    <message>
        <source>%1 × %2 %6, each pixel the %3 of up to %4 × %5.</source>
        <translation>%1 × %2 %6, 픽셀마다 최대 %4 × %5칸의 %3.</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Each map: %1 from top to bottom, %2 from left to right%3</source>
        <translation>각 맵: 위에서 아래로 %1, 왼쪽에서 오른쪽으로 %2%3</translation>
    </message>
    <message>
        <source>; each with its own colour range.</source>
        <translation>; 맵마다 색 범위가 다름.</translation>
    </message>
    <message>
        <source>Framed: layer %1, head %2.</source>
        <translation>테두리: 층 %1, 헤드 %2.</translation>
    </message>
    <message>
        <source>Blank cells are masked.</source>
        <translation>빈칸은 마스크된 곳.</translation>
    </message>
    <message>
        <source>Line: around %1 of the weight on patches.</source>
        <translation>선: 패치 위 가중치 중 %1를 두름.</translation>
    </message>
    <message>
        <source>Lines: around %1 of the weight on patches.</source>
        <translation>선: 패치 위 가중치 중 %1를 두름.</translation>
    </message>
    <message>
        <source>solid</source>
        <translation>실선</translation>
    </message>
    <message>
        <source>dashed</source>
        <translation>파선</translation>
    </message>
    <message>
        <source>dotted</source>
        <translation>점선</translation>
    </message>
    <message>
        <source>dash-dotted</source>
        <translation>일점쇄선</translation>
    </message>
    <message>
        <source>Where %1 looks: %2</source>
        <translation>%1의 시선: %2</translation>
    </message>
    <message>
        <source>Attention rollout up to layer %1</source>
        <translation>층 %1까지의 어텐션 롤아웃</translation>
    </message>
    <message>
        <source>, from %1</source>
        <translation>, %1에서</translation>
    </message>
    <message>
        <source>Share of each input token in each output: the product of ½ (mean of the heads) + ½ identity over the layers.</source>
        <translation>각 출력에서 입력 토큰이 차지하는 몫: 층마다 ½ (헤드 평균) + ½ 항등 행렬을 모두 곱한 값.</translation>
    </message>
    <message>
        <source>: what each head does, on average over the queries</source>
        <translation>: 헤드별 특징, 쿼리 평균</translation>
    </message>
    <message>
        <source> and </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Subwords joined</source>
        <translation>하위 단어 합침</translation>
    </message>
    <message>
        <source>%1 left out (%2 of the weight)</source>
        <translation>%1 제외 (가중치의 %2)</translation>
    </message>
    <message>
        <source>%1 left out (%2 of the row of %3)</source>
        <translation>%1 제외 (%3 행의 %2)</translation>
    </message>
    <message>
        <source>each word</source>
        <translation>각 단어</translation>
    </message>
    <message>
        <source>each token</source>
        <translation>각 토큰</translation>
    </message>
    <message>
        <source>links of at least %1</source>
        <translation>%1 이상인 연결</translation>
    </message>
    <message>
        <source>the strongest link of %1</source>
        <translation>%1의 가장 강한 연결</translation>
    </message>
    <message>
        <source>the %1 strongest links of %2</source>
        <translation>%2의 가장 강한 연결 %1개</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>, layer %1</source>
        <translation>, 층 %1</translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation>헤드 %1개의 평균</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>헤드 %1개의 최댓값</translation>
    </message>
    <message>
        <source>query</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>query patch</source>
        <translation>쿼리 패치</translation>
    </message>
    <message>
        <source>key patch</source>
        <translation>키 패치</translation>
    </message>
    <message>
        <source>written</source>
        <translation>쓴 토큰</translation>
    </message>
    <message>
        <source>read</source>
        <translation>읽은 토큰</translation>
    </message>
    <message>
        <source>source</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>input token</source>
        <translation>입력 토큰</translation>
    </message>
    <message>
        <source>output at</source>
        <translation>출력 위치</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>query patches</source>
        <translation>쿼리 패치</translation>
    </message>
    <message>
        <source>key patches</source>
        <translation>키 패치</translation>
    </message>
    <message>
        <source>written tokens</source>
        <translation>쓴 토큰</translation>
    </message>
    <message>
        <source>read tokens</source>
        <translation>읽은 토큰</translation>
    </message>
    <message>
        <source>source tokens</source>
        <translation>원문 토큰</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>패치</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>share of the weight</source>
        <translation>가중치 비율</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>Mean distance</source>
        <translation>평균 거리</translation>
    </message>
    <message>
        <source>On [CLS]</source>
        <translation>[CLS]에</translation>
    </message>
    <message>
        <source>On the first token</source>
        <translation>첫 토큰에</translation>
    </message>
    <message>
        <source>On separators</source>
        <translation>구분 토큰에</translation>
    </message>
    <message>
        <source>On itself</source>
        <translation>자기 자신에</translation>
    </message>
    <message>
        <source>On the previous</source>
        <translation>앞 토큰에</translation>
    </message>
    <message>
        <source>On the next</source>
        <translation>다음 토큰에</translation>
    </message>
    <message>
        <source>no</source>
        <translation>0</translation>
    </message>
    <message>
        <source>one</source>
        <translation>1</translation>
    </message>
    <message>
        <source>two</source>
        <translation>2</translation>
    </message>
    <message>
        <source>three</source>
        <translation>3</translation>
    </message>
    <message>
        <source>four</source>
        <translation>4</translation>
    </message>
    <message>
        <source>five</source>
        <translation>5</translation>
    </message>
    <message>
        <source>six</source>
        <translation>6</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>largest weight</source>
        <translation>최대 가중치</translation>
    </message>
    <message>
        <source>weight from %1</source>
        <translation>%1의 가중치</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>행 %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>외 %1개</translation>
    </message>
    <message>
        <source>%1 further tokens %2</source>
        <translation>그 밖의 토큰 %1개 %2</translation>
    </message>
    <message>
        <source>Weight on %1; on all patches %2</source>
        <translation>가중치: %1; 모든 패치 %2</translation>
    </message>
    <message>
        <source>x %1, y %2 px</source>
        <translation>x %1, y %2 px</translation>
    </message>
    <message>
        <source>patch %1,%2</source>
        <translation>패치 %1,%2</translation>
    </message>
    <message>
        <source>Cross attention</source>
        <translation>크로스 어텐션</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>디코더</translation>
    </message>
    <message>
        <source>No weight reaches %1; the strongest are shown.</source>
        <translation>%1에 이르는 가중치가 없어 가장 강한 연결을 보임.</translation>
    </message>
    <message>
        <source>Only what the strongest links join: %1 of %2 rows at the left, %3 of %4 at the right.</source>
        <translation>가장 강한 연결이 잇는 것만 표시: 왼쪽 %2행 중 %1행, 오른쪽 %4행 중 %3행.</translation>
    </message>
    <message numerus="yes">
        <source>%1 weaker links left out.</source>
        <translation>
            <numerusform>더 약한 연결 %1개는 뺐음.</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers from top to bottom, heads from left to right; shares are of the weight.</source>
        <translation>층은 위에서 아래로, 헤드는 왼쪽에서 오른쪽으로. 비율은 가중치에 대한 비율.</translation>
    </message>
    <message>
        <source>Entropy over the levels and points of a query; distance from its reference point, in pixels of the picture.</source>
        <translation>엔트로피는 쿼리의 레벨과 점 전체에 대한 값. 거리는 기준점에서 잰 그림 픽셀 수.</translation>
    </message>
    <message>
        <source>Inside final boxes: a head's weight on points in the reported box, on average over the detections; all else over all queries.</source>
        <translation>최종 상자 안: 헤드의 가중치 가운데 보고된 상자 안 점에 놓인 몫, 검출 평균. 나머지는 모든 쿼리 평균.</translation>
    </message>
    <message>
        <source>Sampled: each pixel is the largest of one query of every %1.</source>
        <translation>표본: 픽셀마다 쿼리 %1개 중 하나씩 읽어 가장 큰 값.</translation>
    </message>
    <message>
        <source>Sampled: one query of every %1; standard error of a pixel %2.</source>
        <translation>표본: 쿼리 %1개 중 하나. 픽셀의 표준 오차 %2.</translation>
    </message>
    <message>
        <source>Sampled: one query of every %1; standard errors at most %2 bits, %3 %4 and %5 of a share.</source>
        <translation>표본: 쿼리 %1개 중 하나. 표준 오차는 최대 %2비트, %3 %4, 비율 %5.</translation>
    </message>
    <message>
        <source>Patches are named by level:row,column.</source>
        <translation>패치 이름은 레벨:행,열.</translation>
    </message>
    <message>
        <source>Patches are named by row,column of the %1 × %2 grid.</source>
        <translation>패치 이름은 %1 × %2 격자의 행,열.</translation>
    </message>
    <message>
        <source>each patch</source>
        <translation>각 패치</translation>
    </message>
    <message>
        <source>each query</source>
        <translation>각 쿼리</translation>
    </message>
    <message>
        <source>each detection</source>
        <translation>각 검출</translation>
    </message>
    <message>
        <source>share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Inside final boxes</source>
        <translation>최종 상자 안</translation>
    </message>
    <message>
        <source>√ scale</source>
        <translation>√ 척도</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>로그 척도</translation>
    </message>
    <message>
        <source>On level %1</source>
        <translation>레벨 %1</translation>
    </message>
    <message>
        <source>highest: layer %1, head %2 (%3)</source>
        <translation>최고: 층 %1, 헤드 %2 (%3)</translation>
    </message>
    <message>
        <source>highest: %1</source>
        <translation>최고: %1</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>층 %1, 헤드 %2</translation>
    </message>
    <message>
        <source>Hatched cells are masked.</source>
        <translation>빗금 친 칸은 마스크된 곳.</translation>
    </message>
    <message>
        <source>Greyed patches lie outside the query's window: it cannot see them.</source>
        <translation>회색으로 덮인 패치는 쿼리의 창 밖이라 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Greyed patches lie outside the query's area: it cannot see them.</source>
        <translation>회색으로 덮인 패치는 쿼리의 영역 밖이라 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Subwords joined: a word's score as a key is the log-sum-exp of its tokens', as a query their mean.</source>
        <translation>부분 단어를 합침: 단어의 점수는 키로서는 토큰 점수의 log-sum-exp, 쿼리로서는 평균입니다.</translation>
    </message>
    <message>
        <source>%1 left out.</source>
        <translation>%1 제외.</translation>
    </message>
    <message>
        <source>Lines run from what looks to what it looks at, as wide and opaque as their weight (at most %1); the area of a circle is the weight in the table.</source>
        <translation>선은 보는 곳에서 보이는 곳으로 그었고, 굵기와 불투명도는 가중치(최대 %1)입니다. 원의 넓이는 표의 가중치입니다.</translation>
    </message>
    <message>
        <source>Lines run from what looks to what it looks at, as wide as their weight and in its colour; the area of a circle is the weight in the table.</source>
        <translation>선은 보는 곳에서 보이는 곳으로 그었고, 굵기와 색은 가중치입니다. 원의 넓이는 표의 가중치입니다.</translation>
    </message>
    <message>
        <source>Weight of a line</source>
        <translation>선의 가중치</translation>
    </message>
    <message>
        <source>top: even 1/%1</source>
        <translation>최대: 균등 1/%1</translation>
    </message>
    <message>
        <source>Beyond the colours: %1 itself with %2.</source>
        <translation>색 범위 밖: %1 자신(%2).</translation>
    </message>
    <message>
        <source>Words by their numbers</source>
        <translation>번호별 단어</translation>
    </message>
    <message>
        <source>Tokens by their numbers</source>
        <translation>번호별 토큰</translation>
    </message>
    <message>
        <source>%1: the %2 with the largest values, %3 more are not listed</source>
        <translation>%1: 값이 가장 큰 %2개, 나머지 %3개는 싣지 않음</translation>
    </message>
    <message>
        <source>All maps share one scale of scores.</source>
        <translation>모든 맵에 같은 점수 척도.</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Pointed ends of the colours: values beyond, from %1 to %2.</source>
        <translation>뾰족한 색 끝: 범위 밖의 값, %1부터 %2까지.</translation>
    </message>
    <message>
        <source>Pointed end of the colours: values beyond, up to %1.</source>
        <translation>뾰족한 색 끝: 범위 밖의 값, 최대 %1.</translation>
    </message>
    <message>
        <source>Pointed end of the colours: values beyond, down to %1.</source>
        <translation>뾰족한 색 끝: 범위 밖의 값, 최소 %1.</translation>
    </message>
    <message>
        <source>all heads: %1</source>
        <translation>모든 헤드: %1</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>층 1개</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>층 %1개</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>헤드 1개</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>헤드 %1개</translation>
    </message>
    <message>
        <source>backbone stage %1</source>
        <translation>백본 %1단계</translation>
    </message>
    <message>
        <source>backbone stem</source>
        <translation>백본 입력부</translation>
    </message>
    <message>
        <source>encoder level %1</source>
        <translation>인코더 레벨 %1</translation>
    </message>
    <message>
        <source>× average pixel</source>
        <translation>× 평균 픽셀</translation>
    </message>
    <message>
        <source>Attention has joined the whole picture before this level: every pixel counts for something.</source>
        <translation>이 레벨 앞에서 어텐션이 그림 전체를 이미 합쳤으므로 모든 픽셀이 조금씩 영향을 줌.</translation>
    </message>
    <message>
        <source>At this level the field is as wide as the picture.</source>
        <translation>이 레벨에서는 수용장이 그림만큼 넓음.</translation>
    </message>
    <message>
        <source>Circles around the cross: 50 % and, dashed, 90 %.</source>
        <translation>십자 둘레의 원: 50 %, 점선은 90 %.</translation>
    </message>
    <message>
        <source>that of another query</source>
        <translation>다른 쿼리의 기준점</translation>
    </message>
    <message>
        <source>Where all %1 queries look, %2 above the others: %3</source>
        <translation>쿼리 %1개 모두가 보는 곳, %2을(를) 맨 위에: %3</translation>
    </message>
    <message>
        <source>Where all %1 queries look: %2</source>
        <translation>쿼리 %1개 모두가 보는 곳: %2</translation>
    </message>
    <message>
        <source>each of the layer&apos;s %1 queries read</source>
        <translation>이 층의 쿼리 %1개가 각각 읽은</translation>
    </message>
    <message>
        <source>%1 % on itself</source>
        <translation>자기 자신에 %1 %</translation>
    </message>
    <message>
        <source>%1 % on themselves</source>
        <translation>자기 자신에 %1 %</translation>
    </message>
    <message>
        <source>%1 % on other queries</source>
        <translation>다른 쿼리에 %1 %</translation>
    </message>
    <message>
        <source>%1 % in weaker links</source>
        <translation>더 약한 연결에 %1 %</translation>
    </message>
    <message>
        <source>Not drawn: %1</source>
        <translation>그리지 않음: %1</translation>
    </message>
    <message>
        <source>Not drawn, on average: %1</source>
        <translation>그리지 않음, 평균: %1</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Colour map: %1</source>
        <translation>색상표: %1</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>지금 표시됨</translation>
    </message>
    <message>
        <source>opened before</source>
        <translation>전에 연 모델</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>엔트로피 %1</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>token %1</source>
        <translation>토큰 %1</translation>
    </message>
    <message>
        <source>run of %1</source>
        <translation>%1 실행</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>In this input</source>
        <translation>이 입력에서</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Settings and runs</source>
        <translation>설정과 실행</translation>
    </message>
    <message>
        <source>detection, score %1</source>
        <translation>검출, 점수 %1</translation>
    </message>
    <message>
        <source>entropy %1 bits</source>
        <translation>엔트로피 %1비트</translation>
    </message>
    <message>
        <source>word, tokens %1–%2</source>
        <translation>단어, 토큰 %1–%2</translation>
    </message>
    <message>
        <source>Statistic: %1</source>
        <translation>통계: %1</translation>
    </message>
    <message>
        <source>of every head, in Compare</source>
        <translation>비교에서 모든 헤드의 값</translation>
    </message>
    <message>
        <source>Pattern: %1</source>
        <translation>패턴: %1</translation>
    </message>
    <message>
        <source>heads that follow it, in Ask</source>
        <translation>질문에서 이를 따르는 헤드</translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>Subwords are joined in maps of up to %1 × %1</source>
        <translation>하위 단어는 %1 × %1까지의 맵에서 합칩니다</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Layers %1–%2</source>
        <translation>층 %1–%2</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>Encoder self-attention</source>
        <translation>인코더 셀프 어텐션</translation>
    </message>
    <message>
        <source>Decoder self-attention, masked</source>
        <translation>디코더 마스크 셀프 어텐션</translation>
    </message>
    <message>
        <source>Masked self-attention</source>
        <translation>마스크 셀프 어텐션</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>크로스 어텐션</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>Mean of heads</source>
        <translation>헤드 평균</translation>
    </message>
    <message>
        <source>Maximum of heads</source>
        <translation>헤드 최대</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>patch %1,%2</source>
        <translation>패치 %1,%2</translation>
    </message>
    <message>
        <source>Encoder, points</source>
        <translation>인코더, 샘플링 점</translation>
    </message>
    <message>
        <source>Decoder, points</source>
        <translation>디코더, 샘플링 점</translation>
    </message>
    <message>
        <source>Decoder self-attention</source>
        <translation>디코더 셀프 어텐션</translation>
    </message>
    <message>
        <source>level %1, cell %2, %3</source>
        <translation>레벨 %1, 칸 %2, %3</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CentreView</name>
    <message>
        <source>Fit the whole map</source>
        <translation>전체 맞춤</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Enlarge the panel</source>
        <translation>패널 크게 보기</translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation>그림 전체 맞춤</translation>
    </message>
    <message>
        <source>Put the panel back</source>
        <translation>패널 제자리로</translation>
    </message>
    <message>
        <source>Place of the panel</source>
        <translation>패널의 자리</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CheatSheet</name>
    <message>
        <source>Scroll for more keys.</source>
        <translation>스크롤하면 단축키가 더 있습니다.</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>키보드</translation>
    </message>
    <message>
        <source>Single letters sleep while a text field has the keyboard. Esc closes this.</source>
        <translation>글을 입력하는 동안에는 한 글자 단축키가 듣지 않습니다. Esc로 닫습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ChipPair</name>
    <message>
        <source>Query %1, key %2</source>
        <translation>쿼리 %1, 키 %2</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ColourSection</name>
    <message>
        <source>set by hand, for every picture</source>
        <translation>직접 정함, 모든 그림에</translation>
    </message>
    <message>
        <source>of the map on the picture</source>
        <translation>그림 위 맵의 범위</translation>
    </message>
    <message>
        <source>of the heads' small maps</source>
        <translation>헤드의 작은 맵들의 범위</translation>
    </message>
    <message>
        <source>of the rollout</source>
        <translation>롤아웃의 범위</translation>
    </message>
    <message>
        <source>of all heads of this attention</source>
        <translation>이 어텐션의 모든 헤드의 범위</translation>
    </message>
    <message>
        <source>of head %1</source>
        <translation>헤드 %1의 범위</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>색상표</translation>
    </message>
    <message>
        <source>Lowest value</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Fit the range to the values</source>
        <translation>값에 범위 맞추기</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>제곱근</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>척도</translation>
    </message>
    <message>
        <source>Raw scores are below 0 too: their scale is linear</source>
        <translation>원점수는 0보다 작을 수도 있으므로 선형 척도를 씀</translation>
    </message>
    <message>
        <source>Same scale for all heads</source>
        <translation>모든 헤드에 같은 척도</translation>
    </message>
    <message>
        <source>Leave special tokens out</source>
        <translation>특수 토큰 제외</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>색상표</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Two numbers, the lower one first</source>
        <translation>숫자 두 개, 작은 수부터</translation>
    </message>
    <message>
        <source>Fit the range to the values; again: the automatic range</source>
        <translation>값에 범위 맞추기; 다시 누르면 자동 범위</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ConsentDialog</name>
    <message>
        <source>Run the program in this file?</source>
        <translation>이 파일의 프로그램을 실행할까요?</translation>
    </message>
    <message>
        <source>A TorchScript file holds a program, not only weights. It has not run yet.</source>
        <translation>TorchScript 파일에는 가중치뿐 아니라 프로그램이 들어 있습니다. 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>What running it may do</source>
        <translation>실행하면 할 수 있는 일</translation>
    </message>
    <message>
        <source>read and write every file that you can</source>
        <translation>당신이 다룰 수 있는 모든 파일을 읽고 쓰기</translation>
    </message>
    <message>
        <source>use processor and memory without limit</source>
        <translation>프로세서와 메모리를 제한 없이 쓰기</translation>
    </message>
    <message>
        <source>crash Headlight</source>
        <translation>Headlight를 멈추게 하기</translation>
    </message>
    <message>
        <source>Headlight does not confine it. Run only files whose maker you trust.</source>
        <translation>Headlight는 이 프로그램을 가두지 않습니다. 만든 이를 믿을 수 있는 파일만 실행하세요.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>%1, written %2</source>
        <translation>%1, %2에 저장</translation>
    </message>
    <message>
        <source>says it is</source>
        <translation>파일의 설명</translation>
    </message>
    <message>
        <source>“Always” holds for this SHA-256 only: a changed file asks again.</source>
        <translation>“항상”은 이 SHA-256에만 적용됩니다. 파일이 바뀌면 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>정보 복사</translation>
    </message>
    <message>
        <source>Always for this file</source>
        <translation>이 파일은 항상</translation>
    </message>
    <message>
        <source>Run once</source>
        <translation>한 번 실행</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Choose the tokenizer's folder</source>
        <translation>토크나이저 폴더 고르기</translation>
    </message>
    <message>
        <source>Folder of the tokenizer</source>
        <translation>토크나이저 폴더</translation>
    </message>
    <message>
        <source>Name the folder of its tokenizer or image processor</source>
        <translation>토크나이저나 이미지 프로세서의 폴더를 지정하세요</translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation>토크나이저: %1</translation>
    </message>
    <message>
        <source>en_GB</source>
        <translation>ko_KR</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DetectionList</name>
    <message>
        <source>Detections</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>no.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>in final box</source>
        <translation>최종 상자 안</translation>
    </message>
    <message>
        <source>%1 of weight in its final box</source>
        <translation>최종 상자 안에 가중치의 %1</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>in box</source>
        <translation>상자 안</translation>
    </message>
    <message>
        <source>In final box: of the weight that all heads of the chosen layer put on a detection's sampling points, the share on those inside the box that the model reports</source>
        <translation>최종 상자 안: 고른 층의 모든 헤드가 검출의 샘플링 점에 둔 가중치 가운데 모델이 보고한 상자 안 점의 몫</translation>
    </message>
    <message>
        <source>tile %1</source>
        <translation>타일 %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DetectionsSection</name>
    <message>
        <source>Detections</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Other queries too</source>
        <translation>다른 쿼리도</translation>
    </message>
    <message>
        <source>Nothing found in this picture</source>
        <translation>이 그림에서 찾은 것이 없음</translation>
    </message>
    <message>
        <source>%1 of %2 queries</source>
        <translation>쿼리 %2개 중 %1개</translation>
    </message>
    <message>
        <source>Score at least</source>
        <translation>최소 점수</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>되돌리기: %1</translation>
    </message>
    <message>
        <source>Nothing reaches this score</source>
        <translation>이 점수에 이르는 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing found in these tiles</source>
        <translation>이 타일들에서 찾은 것 없음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DropZone</name>
    <message>
        <source>Drop something here, or type a sentence</source>
        <translation>여기에 놓거나 문장을 입력하세요</translation>
    </message>
    <message>
        <source>Text · picture · video · a Hugging Face folder · TorchScript · a trace · a session</source>
        <translation>글 · 그림 · 동영상 · Hugging Face 폴더 · TorchScript · 트레이스 · 세션</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ExportDialog</name>
    <message>
        <source>Model and input below it</source>
        <translation>아래에 모델과 입력 표시</translation>
    </message>
    <message>
        <source>Writing the frames: %1 %</source>
        <translation>프레임 쓰는 중: %1 %</translation>
    </message>
    <message>
        <source>Stopped; no file is left</source>
        <translation>멈췄습니다. 남은 파일은 없습니다</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>this one; or 0-%1, 0-%1:5</source>
        <translation>이 프레임; 또는 0-%1, 0-%1:5</translation>
    </message>
    <message>
        <source>Frames of the video</source>
        <translation>동영상의 프레임</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>동영상</translation>
    </message>
    <message>
        <source>Sampling points</source>
        <translation>샘플링 점</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>행렬</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Map on the picture</source>
        <translation>그림 위의 맵</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>What</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>85 mm</source>
        <translation>85 mm</translation>
    </message>
    <message>
        <source>175 mm</source>
        <translation>175 mm</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>자유</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>그림 내보내기</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Width in millimetres</source>
        <translation>너비(밀리미터)</translation>
    </message>
    <message>
        <source>Dots an inch</source>
        <translation>인치당 점</translation>
    </message>
    <message>
        <source>Free width, mm</source>
        <translation>자유 너비, mm</translation>
    </message>
    <message>
        <source>Dots an inch (PNG)</source>
        <translation>인치당 점(PNG)</translation>
    </message>
    <message>
        <source>Words in figures are in the language of the window; column names of data stay English.</source>
        <translation>그림 속 글은 창의 언어를 따르고, 데이터의 열 이름은 영어입니다.</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>실제 크기</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>%1 × %2 mm on paper</source>
        <translation>종이에서 %1 × %2 mm</translation>
    </message>
    <message>
        <source>Links of “%1”</source>
        <translation>‘%1’의 연결</translation>
    </message>
    <message>
        <source>Links between all patches</source>
        <translation>모든 패치 사이의 연결</translation>
    </message>
    <message>
        <source>Numbered figures</source>
        <translation>번호 붙은 그림</translation>
    </message>
    <message>
        <source>One video</source>
        <translation>동영상 하나</translation>
    </message>
    <message>
        <source>Frames as</source>
        <translation>프레임 형식</translation>
    </message>
    <message>
        <source>A video&apos;s name ends in .mp4, .webm or .avi</source>
        <translation>동영상 이름은 .mp4, .webm 또는 .avi로 끝납니다</translation>
    </message>
</context>
<context>
    <name>headlight::ui::FigurePanel</name>
    <message>
        <source>%1, it reads %2</source>
        <translation>%1, 읽을 수 있는 것은 %2</translation>
    </message>
    <message>
        <source>found %1</source>
        <translation>찾은 것: %1</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>기대한 것: %1</translation>
    </message>
    <message>
        <source>Nothing to show here</source>
        <translation>여기에 보일 것이 없습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>The family “%1” is not built in</source>
        <translation>“%1” 계열은 내장되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 names a family that is not among the %2 that Headlight runs itself: %3.</source>
        <translation>%1의 계열은 Headlight가 직접 실행하는 %2개에 없습니다: %3.</translation>
    </message>
    <message>
        <source>Two ways stay open: export it as a TorchScript file, or have any program write a trace.</source>
        <translation>두 가지 길이 있습니다. TorchScript 파일로 내보내거나, 다른 프로그램이 트레이스를 쓰게 하세요.</translation>
    </message>
    <message>
        <source>Edit the input</source>
        <translation>입력 편집</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>모델 고르기</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Open as TorchScript…</source>
        <translation>TorchScript로 열기…</translation>
    </message>
    <message>
        <source>Open a trace…</source>
        <translation>트레이스 열기…</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>다른 것 고르기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::FigurePreview</name>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::GraphPanel</name>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Links are drawn for up to 400 tokens; the matrix shows texts of any length.</source>
        <translation>연결선은 토큰 400개까지 그립니다. 행렬은 길이에 제한이 없습니다.</translation>
    </message>
    <message>
        <source>No links yet</source>
        <translation>아직 연결이 없습니다</translation>
    </message>
    <message>
        <source>A line from each word to those it looks at, wide where the weight is large.</source>
        <translation>각 단어에서 그것이 보는 단어로 잇는 선입니다. 가중치가 클수록 굵습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::GridTool</name>
    <message>
        <source>Run over a grid of tiles</source>
        <translation>타일 격자로 나누어 실행</translation>
    </message>
    <message>
        <source>Tiles of %1 pixels</source>
        <translation>한 변 %1 픽셀 타일</translation>
    </message>
    <message>
        <source>Show again: %1</source>
        <translation>다시 보기: %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Go on: %1</source>
        <translation>계속: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::JoinedBoxes</name>
    <message>
        <source>What all tiles found, on the picture</source>
        <translation>모든 타일에서 찾은 것, 그림 위</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadSection</name>
    <message>
        <source>Weight × |v|</source>
        <translation>가중치 × |v|</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>한 헤드</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Heads shown</source>
        <translation>보이는 헤드</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Raw score</source>
        <translation>원점수</translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation>배율 %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadSharesSection</name>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>weight in the final box</source>
        <translation>헤드별 최종 상자 안 가중치</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>Of the weight that one head of the chosen layer puts on the detection's sampling points, the share on those inside the box that the model reports</source>
        <translation>고른 층의 한 헤드가 검출의 샘플링 점에 둔 가중치 가운데 모델이 보고한 상자 안 점의 몫</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadsPanel</name>
    <message>
        <source>weights: a rollout is of all heads together</source>
        <translation>가중치: 롤아웃은 모든 헤드를 합친 것</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>shared scale</source>
        <translation>같은 척도</translation>
    </message>
    <message>
        <source>own scales</source>
        <translation>각자 척도</translation>
    </message>
    <message>
        <source>square root</source>
        <translation>제곱근</translation>
    </message>
    <message>
        <source>logarithm</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>Choose a detection to see where every head looked for it.</source>
        <translation>검출을 고르면 각 헤드가 어디를 보았는지 보입니다.</translation>
    </message>
    <message>
        <source>sampled: one query of every %1</source>
        <translation>표본: 쿼리 %1개 중 하나</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>아직 실행하지 않았습니다</translation>
    </message>
    <message>
        <source>Every head of the model at once, layer by layer. Click one to see it large.</source>
        <translation>모델의 모든 헤드를 층별로 한눈에 봅니다. 하나를 누르면 크게 보입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1 layers</source>
        <translation>
            <numerusform>%1층</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1헤드</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::InputSection</name>
    <message>
        <source>Take back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>The model and the input of the run that is shown</source>
        <translation>표시된 실행의 모델과 입력</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>IDs</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Kind of input</source>
        <translation>입력 종류</translation>
    </message>
    <message>
        <source>Type a sentence</source>
        <translation>문장을 입력하세요</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>둘째 글</translation>
    </message>
    <message>
        <source>Target; empty: the model writes</source>
        <translation>번역문; 비우면 모델이 씁니다</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Add a second text</source>
        <translation>둘째 글 추가</translation>
    </message>
    <message>
        <source>Remove the second text</source>
        <translation>둘째 글 빼기</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Token numbers</source>
        <translation>토큰 번호</translation>
    </message>
    <message>
        <source>Token numbers, past the tokenizer</source>
        <translation>토크나이저를 거치지 않는 번호</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Run as I type</source>
        <translation>입력하며 실행</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>This model takes images</source>
        <translation>그림을 받는 모델입니다</translation>
    </message>
    <message>
        <source>This model takes text</source>
        <translation>글을 받는 모델입니다</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one, or open a file</source>
        <translation>그림을 놓거나 붙여넣거나 파일을 여세요</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>edited, not run</source>
        <translation>고침, 실행 전</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens of %2</source>
        <translation>
            <numerusform>토큰 %1 / %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>토큰 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>No samples for this model</source>
        <translation>이 모델의 예제가 없습니다</translation>
    </message>
    <message>
        <source>As the model gets it</source>
        <translation>모델이 받는 대로</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Choose the tokenizer's folder</source>
        <translation>토크나이저 폴더 고르기</translation>
    </message>
    <message>
        <source>No tokenizer: choose its folder</source>
        <translation>토크나이저 없음: 폴더를 고르세요</translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation>토크나이저: %1</translation>
    </message>
    <message>
        <source>%1 × %2 px, what the model gets</source>
        <translation>%1 × %2 px, 모델이 받는 것</translation>
    </message>
    <message>
        <source>A trace is shown as it was written. Choose a model to run its input again.</source>
        <translation>트레이스는 쓰인 그대로 보입니다. 입력을 다시 실행하려면 모델을 고르세요.</translation>
    </message>
    <message>
        <source>from the trace, read only</source>
        <translation>트레이스에서, 읽기 전용</translation>
    </message>
</context>
<context>
    <name>headlight::ui::LevelsSection</name>
    <message>
        <source>Levels</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>share of weight</source>
        <translation>가중치 비율</translation>
    </message>
</context>
<context>
    <name>headlight::ui::LinksSection</name>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>상위 k</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>문턱값</translation>
    </message>
    <message>
        <source>Which links</source>
        <translation>보일 연결</translation>
    </message>
    <message>
        <source>Merge subwords into words</source>
        <translation>조각을 단어로 합치기</translation>
    </message>
    <message>
        <source>per query</source>
        <translation>각 쿼리</translation>
    </message>
    <message>
        <source>weight from</source>
        <translation>가중치 이상</translation>
    </message>
</context>
<context>
    <name>headlight::ui::MainWindow</name>
    <message>
        <source>Many inputs are asked again</source>
        <translation>여러 입력은 다시 물음</translation>
    </message>
    <message>
        <source>Opening the session: %1 of %2, %3</source>
        <translation>세션 여는 중: %2개 중 %1, %3</translation>
    </message>
    <message>
        <source>Restoring the session: %1 of %2, %3</source>
        <translation>세션 복원 중: %2개 중 %1, %3</translation>
    </message>
    <message>
        <source>Opening the session</source>
        <translation>세션 여는 중</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Find “%1”</source>
        <translation>“%1” 찾기</translation>
    </message>
    <message>
        <source>Open the rest</source>
        <translation>나머지 열기</translation>
    </message>
    <message>
        <source>Runs of the session that are not open: %1</source>
        <translation>열리지 않은 세션 실행: %1</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>A model of the session is not here</source>
        <translation>세션의 모델이 여기에 없습니다</translation>
    </message>
    <message>
        <source>A file of the session is missing</source>
        <translation>세션에 든 파일을 찾을 수 없습니다</translation>
    </message>
    <message>
        <source>Its file has them until the session is saved there again</source>
        <translation>세션을 다시 저장할 때까지 파일에는 남아 있습니다</translation>
    </message>
    <message>
        <source>Left out of the session: %1</source>
        <translation>세션에서 뺀 실행: %1개</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation>없는 것: %1개</translation>
    </message>
    <message>
        <source>needed by %1 runs</source>
        <translation>실행 %1개에 필요</translation>
    </message>
    <message>
        <source>expected: weights of SHA-256 %1…</source>
        <translation>예상 가중치의 SHA-256: %1…</translation>
    </message>
    <message>
        <source>%1: no model of this name is here</source>
        <translation>%1: 이 이름의 모델이 여기에 없음</translation>
    </message>
    <message>
        <source>%1: looked for at %2</source>
        <translation>%1: 찾아본 위치 %2</translation>
    </message>
    <message>
        <source>Trace written</source>
        <translation>트레이스를 저장했습니다</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>그림을 복사했습니다</translation>
    </message>
    <message>
        <source>See what every attention head looks at. Apache License 2.0; bundled models are teaching models.</source>
        <translation>모든 어텐션 헤드가 보는 곳을 봅니다. Apache License 2.0. 함께 든 모델은 교육용 모델입니다.</translation>
    </message>
    <message>
        <source>Figure written</source>
        <translation>그림을 저장했습니다</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>모델 폴더 열기</translation>
    </message>
    <message>
        <source>Open picture or video</source>
        <translation>그림이나 동영상 열기</translation>
    </message>
    <message>
        <source>Pictures and videos</source>
        <translation>그림과 동영상</translation>
    </message>
    <message>
        <source>Open trace</source>
        <translation>트레이스 열기</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>트레이스</translation>
    </message>
    <message>
        <source>Save trace</source>
        <translation>트레이스 저장</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>그런 파일이 없습니다</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Nothing to copy</source>
        <translation>복사할 것이 없습니다</translation>
    </message>
    <message>
        <source>Click a cell, a link or a token</source>
        <translation>칸, 연결, 토큰을 누르세요</translation>
    </message>
    <message>
        <source>Value copied</source>
        <translation>값을 복사했습니다</translation>
    </message>
    <message>
        <source>The picture cannot be kept</source>
        <translation>그림을 보관할 수 없습니다</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>The file was not run</source>
        <translation>파일을 실행하지 않았습니다</translation>
    </message>
    <message>
        <source>Open TorchScript file</source>
        <translation>TorchScript 파일 열기</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>Folder of the tokenizer</source>
        <translation>토크나이저 폴더</translation>
    </message>
    <message>
        <source>No model here sees pictures</source>
        <translation>그림을 보는 모델이 없습니다</translation>
    </message>
    <message>
        <source>Open the folder of one that does</source>
        <translation>그런 모델의 폴더를 여세요</translation>
    </message>
    <message>
        <source>Headlight does not open files of this kind</source>
        <translation>Headlight는 이런 종류의 파일을 열지 않습니다</translation>
    </message>
    <message>
        <source>It opens model folders, pictures, videos, texts (.txt, .md), TorchScript files, traces and sessions.</source>
        <translation>모델 폴더, 그림, 동영상, 텍스트(.txt, .md), TorchScript 파일, 트레이스, 세션을 엽니다.</translation>
    </message>
    <message>
        <source>No model here reads text</source>
        <translation>텍스트를 읽는 모델이 없습니다</translation>
    </message>
    <message>
        <source>“%1” reads text, not pictures</source>
        <translation>‘%1’ 모델은 그림이 아니라 텍스트를 읽습니다</translation>
    </message>
    <message>
        <source>“%1” reads pictures, not text</source>
        <translation>‘%1’ 모델은 텍스트가 아니라 그림을 읽습니다</translation>
    </message>
    <message>
        <source>Type a sentence for it, or drop a text file (.txt, .md).</source>
        <translation>이 모델에는 문장을 입력하거나 텍스트 파일(.txt, .md)을 놓으십시오.</translation>
    </message>
    <message>
        <source>Open a picture for it, or drop one (PNG, JPEG, WebP, BMP, TIFF, a video).</source>
        <translation>이 모델에는 그림을 열거나 놓으십시오(PNG, JPEG, WebP, BMP, TIFF, 동영상).</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>%1 모델에서 열기</translation>
    </message>
    <message>
        <source>There is nothing at hand for this model to read</source>
        <translation>이 모델이 읽을 것이 없습니다</translation>
    </message>
    <message>
        <source>%1 of %2 could not be opened</source>
        <translation>%2개 중 %1개를 열지 못했습니다</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>세션</translation>
    </message>
    <message>
        <source>The session cannot be written</source>
        <translation>세션을 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The trace cannot be written</source>
        <translation>트레이스를 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>Session written</source>
        <translation>세션을 저장했습니다</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>This model is another one than in the session: its weights differ</source>
        <translation>이 모델은 세션의 모델과 다릅니다. 가중치가 다릅니다</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>복원했습니다</translation>
    </message>
    <message>
        <source>What was open when Headlight was ended is here again</source>
        <translation>Headlight가 끝났을 때 열려 있던 것을 다시 열었습니다</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>최근 항목 열기</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>아직 연 것이 없습니다</translation>
    </message>
    <message>
        <source>A session is opened alone</source>
        <translation>세션은 따로 엽니다</translation>
    </message>
    <message>
        <source>%1 of %2 are of other weights than in the session</source>
        <translation>%2개 중 %1개는 세션과 가중치가 다릅니다</translation>
    </message>
    <message>
        <source>Models that see pictures: %1.</source>
        <translation>그림을 보는 모델: %1.</translation>
    </message>
    <message>
        <source>Models that read text: %1.</source>
        <translation>텍스트를 읽는 모델: %1.</translation>
    </message>
    <message>
        <source>%1 figures written</source>
        <translation>그림 %1개를 썼습니다</translation>
    </message>
    <message numerus="yes">
        <source>Video of %1 frames written</source>
        <translation>
            <numerusform>프레임 %1개의 동영상을 썼습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This layer has %1 heads</source>
        <translation>
            <numerusform>이 층에는 헤드가 %1개 있습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This layer has %1 levels</source>
        <translation>
            <numerusform>이 층에는 레벨이 %1개 있습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (not found)</source>
        <translation>%1 (찾을 수 없음)</translation>
    </message>
    <message>
        <source>Take out what is not found</source>
        <translation>찾을 수 없는 것 빼기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>Asking the inputs: %1 of %2</source>
        <translation>입력에 묻는 중: %1/%2</translation>
    </message>
    <message>
        <source>There is no room for that</source>
        <translation>그럴 자리가 없습니다</translation>
    </message>
    <message>
        <source>Every panel needs 240 × 160 pixels: make the window larger, or put them in tabs</source>
        <translation>패널마다 240 × 160 픽셀이 필요합니다: 창을 넓히거나 탭으로 묶으세요</translation>
    </message>
    <message>
        <source>No other panel is there</source>
        <translation>다른 패널이 없습니다</translation>
    </message>
    <message>
        <source>Tab with</source>
        <translation>탭으로 묶기</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>옆에 두기</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>아래에 두기</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>제자리로</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>띄우기</translation>
    </message>
    <message>
        <source>Show all panels</source>
        <translation>모든 패널 보기</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>크게 보기</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>실행 취소함: %1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>다시 실행함: %1</translation>
    </message>
    <message>
        <source>only in Explore</source>
        <translation>탐색에서만 있음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::MatrixPanel</name>
    <message>
        <source>sampled 1 : %1</source>
        <translation>표본 1 : %1</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>행렬</translation>
    </message>
    <message>
        <source>This layer samples points of the picture: see Picture and Heads.</source>
        <translation>이 층은 그림의 점을 샘플링합니다. 그림과 헤드를 보세요.</translation>
    </message>
    <message>
        <source>between detections</source>
        <translation>검출 사이</translation>
    </message>
    <message>
        <source>No head chosen</source>
        <translation>고른 헤드가 없습니다</translation>
    </message>
    <message>
        <source>Every query's weight on every key. Point at a cell to read it.</source>
        <translation>모든 쿼리가 모든 키에 두는 가중치입니다. 칸을 가리키면 값을 읽습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::MessageBar</name>
    <message>
        <source>Choose another</source>
        <translation>다른 것 고르기</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>메시지 닫기</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ModelButton</name>
    <message>
        <source>Model: %1</source>
        <translation>모델: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ModelCard</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ModelSection</name>
    <message>
        <source>teaching model</source>
        <translation>함께 든 교육용 모델</translation>
    </message>
    <message>
        <source>installed with Headlight</source>
        <translation>Headlight와 함께 설치됨</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>Hugging Face 캐시</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 폴더</translation>
    </message>
    <message>
        <source>Bundled models</source>
        <translation>함께 든 모델</translation>
    </message>
    <message>
        <source>Pretrained</source>
        <translation>미리 학습된 모델</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>흐름</translation>
    </message>
    <message>
        <source>bundled, from a folder, or cached</source>
        <translation>함께 든 것, 폴더, 캐시</translation>
    </message>
    <message>
        <source>from a trace file</source>
        <translation>트레이스 파일에서</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>모델 고르기</translation>
    </message>
    <message numerus="yes">
        <source>%1 × %2 heads</source>
        <translation>
            <numerusform>%1 × %2헤드</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 + %2 layers</source>
        <translation>%1 + %2층</translation>
    </message>
    <message numerus="yes">
        <source>%1 layers</source>
        <translation>
            <numerusform>%1층</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation>매개변수 %1 M</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>TorchScript file</source>
        <translation>TorchScript 파일</translation>
    </message>
    <message>
        <source>TorchScript files</source>
        <translation>TorchScript 파일</translation>
    </message>
    <message numerus="yes">
        <source>%1 attention layers found</source>
        <translation>
            <numerusform>어텐션 층 %1개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ObjectSection</name>
    <message>
        <source>Other queries</source>
        <translation>다른 쿼리</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>No detection chosen</source>
        <translation>고른 검출 없음</translation>
    </message>
    <message>
        <source>Click a box, or a line of the list</source>
        <translation>상자나 목록의 줄을 누르세요</translation>
    </message>
    <message>
        <source>box at %1, %2 · %3 × %4 px</source>
        <translation>상자 %1, %2 · %3 × %4 px</translation>
    </message>
    <message>
        <source>of weight in its final box</source>
        <translation>최종 상자 안 가중치</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>Of the weight that all heads of the chosen layer put on the detection's sampling points, the share on those inside the box that the model reports</source>
        <translation>고른 층의 모든 헤드가 검출의 샘플링 점에 둔 가중치 가운데 모델이 보고한 상자 안 점의 몫</translation>
    </message>
</context>
<context>
    <name>headlight::ui::OutputSection</name>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>번역</translation>
    </message>
    <message>
        <source>continuation</source>
        <translation>이어쓰기</translation>
    </message>
    <message>
        <source>Output text</source>
        <translation>출력 글</translation>
    </message>
</context>
<context>
    <name>headlight::ui::Palette</name>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>“%1”이라는 것은 없습니다</translation>
    </message>
    <message>
        <source>Nothing of this kind is called “%1”</source>
        <translation>이 종류에는 “%1”이라는 것이 없습니다</translation>
    </message>
    <message>
        <source>Tab looks among all kinds.</source>
        <translation>Tab을 누르면 모든 종류에서 찾습니다.</translation>
    </message>
    <message>
        <source>Heads are found as 3.1, and words of the input, actions, settings, runs and models by their names.</source>
        <translation>헤드는 3.1처럼, 입력의 단어·동작·설정·실행·모델은 이름으로 찾습니다.</translation>
    </message>
    <message>
        <source>Find or do anything</source>
        <translation>찾거나 실행하기</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>고르기</translation>
    </message>
    <message>
        <source>do</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>모든 종류</translation>
    </message>
    <message>
        <source>only this kind</source>
        <translation>이 종류만</translation>
    </message>
    <message>
        <source>close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PanelTabs</name>
    <message>
        <source>Panels in this place</source>
        <translation>이 자리의 패널</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PicturePanel</name>
    <message>
        <source>click a patch to see where it looks</source>
        <translation>패치를 누르면 어디를 보는지 나옵니다</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>where “%1” looks</source>
        <translation>“%1”의 시선</translation>
    </message>
    <message>
        <source>attention between the detections</source>
        <translation>검출 사이의 어텐션</translation>
    </message>
    <message>
        <source>which detections “%1” looks at</source>
        <translation>“%1”의 시선이 닿는 검출</translation>
    </message>
    <message>
        <source>Links need two detections. A lower score shows more of them.</source>
        <translation>연결에는 검출 두 개가 필요합니다. 점수를 낮추면 더 보입니다.</translation>
    </message>
    <message>
        <source>Choose a detection to see where it looks.</source>
        <translation>어디를 보는지 보려면 검출을 고르세요.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>아직 그림이 없습니다</translation>
    </message>
    <message>
        <source>Where a head looks, drawn on the picture itself.</source>
        <translation>헤드가 보는 곳을 그림 위에 그립니다.</translation>
    </message>
    <message>
        <source>links between the patches</source>
        <translation>패치 사이의 연결</translation>
    </message>
    <message>
        <source>links of “%1”</source>
        <translation>‘%1’의 연결</translation>
    </message>
    <message>
        <source>Choose a patch: there are too many to show the links of all.</source>
        <translation>패치를 고르십시오. 너무 많아 모두의 연결을 보일 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PictureSection</name>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>Smooth between patches</source>
        <translation>패치 사이 부드럽게</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>등고선</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>50 %</source>
        <translation>50 %</translation>
    </message>
    <message>
        <source>90 %</source>
        <translation>90 %</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>Contours around shares of the weight</source>
        <translation>가중치 비율의 등고선</translation>
    </message>
    <message>
        <source>The line around the cells of largest weight that together hold this share of it</source>
        <translation>가중치가 가장 큰 칸들이 모여 이 비율을 이루는 곳의 둘레선</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>그림 위에</translation>
    </message>
</context>
<context>
    <name>headlight::ui::Pointer</name>
    <message>
        <source>masked</source>
        <translation>가려짐</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>엔트로피 %1</translation>
    </message>
    <message>
        <source>distance %1 · on first %2</source>
        <translation>거리 %1 · 첫 토큰 %2</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>키 %1</translation>
    </message>
    <message>
        <source>score %1 · rank %2 / %3</source>
        <translation>점수 %1 · 순위 %2 / %3</translation>
    </message>
    <message>
        <source>weight %1 · rank %2 / %3</source>
        <translation>가중치 %1 · 순위 %2 / %3</translation>
    </message>
    <message>
        <source>sampled for %1</source>
        <translation>%1에서 샘플링</translation>
    </message>
    <message>
        <source>entropy %1 bits</source>
        <translation>엔트로피 %1비트</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PointsPanel</name>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>Nothing was found. Tick Other queries too to look at any query.</source>
        <translation>찾은 것이 없습니다. 다른 쿼리도를 켜면 어떤 쿼리든 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>아직 그림이 없습니다</translation>
    </message>
    <message>
        <source>What a detector found, and every point that it sampled for it.</source>
        <translation>검출기가 찾은 것과 그것을 위해 샘플링한 모든 점입니다.</translation>
    </message>
    <message>
        <source>all %1 queries</source>
        <translation>쿼리 %1개 모두</translation>
    </message>
    <message>
        <source>Nothing was found. Choose any query in the list or on the picture.</source>
        <translation>찾은 것이 없습니다. 목록이나 그림에서 아무 쿼리나 고르세요.</translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>헤드 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 levels</source>
        <translation>
            <numerusform>레벨 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 points</source>
        <translation>
            <numerusform>점 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::PointsSection</name>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>색 기준</translation>
    </message>
    <message>
        <source>Offset lines</source>
        <translation>오프셋 선</translation>
    </message>
    <message>
        <source>Other boxes</source>
        <translation>다른 상자</translation>
    </message>
    <message>
        <source>Weight from</source>
        <translation>가중치 하한</translation>
    </message>
    <message>
        <source>Point size</source>
        <translation>점 크기</translation>
    </message>
    <message>
        <source>Dim picture</source>
        <translation>그림 어둡게</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%2개 중 %1개 표시</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>선택한 것</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층 전체</translation>
    </message>
    <message>
        <source>Points of</source>
        <translation>점의 범위</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RefinementPanel</name>
    <message>
        <source>Refinement</source>
        <translation>정제 과정</translation>
    </message>
    <message>
        <source>%1, layer by layer: its box, its points and the share of their weight inside, also per head</source>
        <translation>층마다의 %1: 상자, 점, 상자 안 가중치 비율(전체와 헤드별)</translation>
    </message>
    <message>
        <source>Choose a detection to see how the decoder found its box.</source>
        <translation>검출을 고르면 디코더가 상자를 찾은 과정이 보입니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RegionTool</name>
    <message>
        <source>Run on a part of the picture</source>
        <translation>그림의 일부에서 실행</translation>
    </message>
    <message>
        <source>Run on the whole picture again</source>
        <translation>다시 전체 그림에서 실행</translation>
    </message>
    <message>
        <source>Run on this part</source>
        <translation>이 부분에서 실행</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RowPanel</name>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>No query chosen</source>
        <translation>고른 쿼리가 없습니다</translation>
    </message>
    <message>
        <source>Click a row of the matrix, or a token.</source>
        <translation>행렬의 행이나 토큰을 누르세요.</translation>
    </message>
    <message>
        <source>Where “%1” looks</source>
        <translation>“%1”의 시선</translation>
    </message>
    <message>
        <source>One query's weights on all keys, as bars.</source>
        <translation>한 쿼리가 모든 키에 두는 가중치를 막대로 봅니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RowView</name>
    <message>
        <source>Row of weights</source>
        <translation>가중치 행</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>가려짐</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RunsSection</name>
    <message>
        <source>kept</source>
        <translation>남김</translation>
    </message>
    <message>
        <source>Not open: %1 of the session</source>
        <translation>열리지 않은 세션 실행: %1개</translation>
    </message>
    <message>
        <source>Not open: %1 of the session; files are missing for %2</source>
        <translation>열리지 않은 세션 실행: %1개, 그중 파일 없음 %2개</translation>
    </message>
    <message>
        <source>Open the rest</source>
        <translation>나머지 열기</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>토큰 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × %2 patches</source>
        <translation>패치 %1 × %2</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행 기록</translation>
    </message>
    <message>
        <source>newest %1 of %2</source>
        <translation>최근 %1 / %2</translation>
    </message>
    <message>
        <source>Show all %1 runs</source>
        <translation>실행 %1개 모두 보기</translation>
    </message>
    <message>
        <source>Show the newest %1</source>
        <translation>최근 %1개만 보기</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>지금 실행</translation>
    </message>
    <message>
        <source>Forget this run</source>
        <translation>이 실행 잊기</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1개 찾음</translation>
    </message>
    <message>
        <source>The picture: weights of head %1, square root scale</source>
        <translation>그림: 헤드 %1의 가중치, 제곱근 척도</translation>
    </message>
</context>
<context>
    <name>headlight::ui::SearchButton</name>
    <message>
        <source>Find or do anything</source>
        <translation>찾거나 실행하기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::SelectionSection</name>
    <message>
        <source>masked</source>
        <translation>가려짐</translation>
    </message>
    <message>
        <source>weight of this head</source>
        <translation>이 헤드의 가중치</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>score q·k/√d</source>
        <translation>점수 q·k/√d</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>키 %1</translation>
    </message>
    <message>
        <source>Click a key to read its weight</source>
        <translation>키를 누르면 가중치가 보입니다</translation>
    </message>
    <message>
        <source>Click a cell, a link or a token</source>
        <translation>칸, 연결, 토큰을 누르세요</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>%1, as one word</source>
        <translation>%1, 한 단어로</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>토큰만</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StartPage</name>
    <message>
        <source>pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>A sentence encoder of 6 layers with 12 heads each, trained on a billion sentence pairs, not for these examples.</source>
        <translation>층마다 헤드 12개인 6층 문장 인코더. 이 예제가 아니라 문장 십억 쌍으로 학습했습니다.</translation>
    </message>
    <message>
        <source>English to French with self and cross attention: adjectives swap places, pronouns take the gender of their noun.</source>
        <translation>셀프·크로스 어텐션으로 영어를 프랑스어로: 형용사는 자리를 바꾸고 대명사는 명사의 성을 따릅니다.</translation>
    </message>
    <message>
        <source>What a vision Transformer looks at in a street scene: patches, the class token, rollout through the layers.</source>
        <translation>거리 장면에서 비전 트랜스포머가 보는 곳: 패치, 클래스 토큰, 층을 따른 롤아웃.</translation>
    </message>
    <message>
        <source>See what every attention head looks at.</source>
        <translation>모든 어텐션 헤드가 보는 곳을 봅니다.</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>이 컴퓨터의 모델</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>문장</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Models to start with</source>
        <translation>시작하기 좋은 모델</translation>
    </message>
    <message>
        <source>offline, small; the bundled ones are teaching models and say so</source>
        <translation>오프라인, 작음; 함께 든 것은 교육용 모델입니다</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Keys to start with</source>
        <translation>기본 단축키</translation>
    </message>
    <message>
        <source>None found yet: open a folder</source>
        <translation>아직 없습니다: 폴더를 여세요</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>모델을 찾는 중…</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Finds cars, people and traffic lights in a street scene; click a detection to see where every head sampled the picture.</source>
        <translation>거리 장면에서 자동차, 사람, 신호등을 찾습니다. 검출을 누르면 각 헤드가 그림의 어디를 샘플링했는지 보입니다.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StatisticsSection</name>
    <message>
        <source>Statistics</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>Mean distance</source>
        <translation>평균 거리</translation>
    </message>
    <message>
        <source>On itself</source>
        <translation>자기 자신</translation>
    </message>
    <message>
        <source>On previous</source>
        <translation>앞 토큰</translation>
    </message>
    <message>
        <source>On next</source>
        <translation>다음 토큰</translation>
    </message>
    <message>
        <source>On first</source>
        <translation>첫 토큰</translation>
    </message>
    <message>
        <source>On separator</source>
        <translation>구분 토큰</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>아직 잰 것이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>selected among %1 heads</source>
        <translation>
            <numerusform>헤드 %1개 중 선택</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>헤드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>In final boxes</source>
        <translation>최종 상자 안</translation>
    </message>
    <message>
        <source>On level %1</source>
        <translation>레벨 %1에</translation>
    </message>
    <message>
        <source>one query of every %1</source>
        <translation>쿼리 %1개 중 하나</translation>
    </message>
    <message>
        <source>Of the weight that one head puts on a detection's sampling points, the share on those inside the box that the model reports: the mean over all detections</source>
        <translation>한 헤드가 검출의 샘플링 점에 둔 가중치 가운데 모델이 보고한 상자 안 점의 몫: 모든 검출의 평균</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>엔트로피(비트)</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TaskLine</name>
    <message>
        <source>Stop (Esc)</source>
        <translation>멈춤 (Esc)</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StatusLine</name>
    <message>
        <source>What the engine holds in memory: loaded models, the traces of all runs in the list, and the views made of them</source>
        <translation>엔진이 메모리에 둔 것: 불러온 모델, 목록에 있는 모든 실행의 트레이스, 그것으로 만든 뷰</translation>
    </message>
    <message>
        <source>models, traces, views: %1 in memory</source>
        <translation>모델·트레이스·뷰: 메모리 %1</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message numerus="yes">
        <source>CPU · %1 threads</source>
        <translation>
            <numerusform>CPU · 스레드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>forward with capture %1</source>
        <translation>기록 포함 순전파 %1</translation>
    </message>
    <message>
        <source>load %1</source>
        <translation>불러오기 %1</translation>
    </message>
    <message>
        <source>trace %1</source>
        <translation>트레이스 %1</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>고정됨</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StripPlot</name>
    <message>
        <source>%1 · rank %2 of %3</source>
        <translation>%1 · 순위 %2 / %3</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StrongestSection</name>
    <message>
        <source>Strongest links</source>
        <translation>가장 강한 연결</translation>
    </message>
    <message>
        <source>special tokens left out</source>
        <translation>특수 토큰 제외</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TokenLine</name>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>토큰 %1개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::TopBar</name>
    <message>
        <source>Workspaces</source>
        <translation>작업 공간</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>그림 내보내기</translation>
    </message>
</context>
<context>
    <name>headlight::ui::WorkArea</name>
    <message>
        <source>Model and input</source>
        <translation>모델과 입력</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>검사기</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행 기록</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Detections</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>그림 위</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PhotoSection</name>
    <message>
        <source>On the picture</source>
        <translation>그림 위</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>This layer samples no points</source>
        <translation>이 층은 점을 샘플링하지 않습니다</translation>
    </message>
    <message>
        <source>This layer reads no picture</source>
        <translation>이 층은 그림을 읽지 않습니다</translation>
    </message>
    <message>
        <source>No attention between detections at this layer</source>
        <translation>이 층에는 검출 사이의 어텐션이 없습니다</translation>
    </message>
    <message>
        <source>Beside convolution</source>
        <translation>합성곱과 나란히</translation>
    </message>
    <message>
        <source>Beside the attention, which pixels the model's features at a place depend on: the effective receptive field, on the same part of the picture</source>
        <translation>어텐션 옆에, 어떤 자리의 특징이 어느 픽셀에 기대는지 보여 줌: 그림의 같은 부분 위의 유효 수용장</translation>
    </message>
    <message>
        <source>Which layers of a TorchScript file are its convolutions is not known</source>
        <translation>TorchScript 파일에서 어느 층이 합성곱인지는 알 수 없습니다</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ReceptivePanel</name>
    <message>
        <source>Level of the backbone</source>
        <translation>백본의 레벨</translation>
    </message>
    <message>
        <source>Attention beside convolution</source>
        <translation>어텐션과 합성곱 나란히</translation>
    </message>
    <message>
        <source>computing the gradient at this place</source>
        <translation>이 자리의 기울기를 계산하는 중</translation>
    </message>
    <message>
        <source>A trace holds no model. Run the model on the picture to see its convolutions.</source>
        <translation>트레이스에는 모델이 없습니다. 합성곱을 보려면 그림에 모델을 실행하세요.</translation>
    </message>
    <message>
        <source>Choose a detection, or click the picture in an encoder layer.</source>
        <translation>검출을 고르거나 인코더 층에서 그림을 누르세요.</translation>
    </message>
    <message>
        <source>%1 · what the features at %2, %3 px depend on · click another place</source>
        <translation>%1 · %2, %3 px의 특징이 기대는 곳 · 다른 자리를 클릭</translation>
    </message>
</context>
<context>
    <name>headlight::ui::WindowControls</name>
    <message>
        <source>Window and level</source>
        <translation>윈도우와 레벨</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>원래</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>1–99 %</source>
        <translation>1–99 %</translation>
    </message>
    <message>
        <source>Black is</source>
        <translation>검정이 되는 값</translation>
    </message>
    <message>
        <source>White is</source>
        <translation>하양이 되는 값</translation>
    </message>
    <message>
        <source>8-bit samples as they are, wider ones as the model's own loader narrows them</source>
        <translation>8비트 값은 그대로, 더 넓은 값은 모델의 원래 로더가 줄이는 대로</translation>
    </message>
    <message>
        <source>From the least to the largest sample of the file</source>
        <translation>파일의 가장 작은 값부터 가장 큰 값까지</translation>
    </message>
    <message>
        <source>From the 1st to the 99th percentile of the samples</source>
        <translation>값의 1번째부터 99번째 백분위수까지</translation>
    </message>
    <message>
        <source>Drag an end, or between them. On the picture: drag with the right button</source>
        <translation>끝이나 그 사이를 끄세요. 그림에서는 오른쪽 단추로 끄세요</translation>
    </message>
    <message>
        <source>Two numbers, the lower one first</source>
        <translation>작은 수부터 두 수</translation>
    </message>
    <message>
        <source>Use the picture&apos;s own range</source>
        <translation>그림의 값 범위 쓰기</translation>
    </message>
    <message>
        <source>W %1 · L %2</source>
        <translation>W %1 · L %2</translation>
    </message>
    <message>
        <source>Values above %1 are white to the model, and this picture&apos;s reach %2.</source>
        <translation>%1보다 큰 값은 모델에 흰색으로 보이는데, 이 그림의 값은 %2까지 있습니다.</translation>
    </message>
    <message>
        <source>Nearly all of the picture is white: its values are %1.</source>
        <translation>그림이 거의 모두 흰색입니다: 값의 범위는 %1입니다.</translation>
    </message>
    <message>
        <source>Nearly all of the picture is black: its values are %1.</source>
        <translation>그림이 거의 모두 검은색입니다: 값의 범위는 %1입니다.</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>too many tokens for this model</source>
        <translation>이 모델에는 토큰이 너무 많습니다</translation>
    </message>
    <message>
        <source>about %1 tokens</source>
        <translation>약 %1토큰</translation>
    </message>
    <message>
        <source>an undefined one</source>
        <translation>정의되지 않은 텐서</translation>
    </message>
    <message>
        <source>value, points and weights</source>
        <translation>value, points, weights</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>scores below 0 have no root or logarithm</source>
        <translation>0보다 작은 점수에는 제곱근도 로그도 없음</translation>
    </message>
    <message>
        <source>a shorter input, a smaller image, or --keep inputs</source>
        <translation>더 짧은 입력, 더 작은 그림 또는 --keep inputs</translation>
    </message>
    <message>
        <source>float32 [n, positions] over a square map</source>
        <translation>정사각 맵에 대한 float32 [n, 위치]</translation>
    </message>
    <message>
        <source>float32 or bfloat16</source>
        <translation>float32 또는 bfloat16</translation>
    </message>
    <message>
        <source>rollout cannot be computed</source>
        <translation>롤아웃을 계산할 수 없음</translation>
    </message>
    <message>
        <source>unknown way to keep q, k and v</source>
        <translation>q, k, v를 보관하는 알 수 없는 방식</translation>
    </message>
    <message>
        <source>.mp%1, .webm or .avi</source>
        <translation>.mp%1, .webm 또는 .avi</translation>
    </message>
    <message>
        <source>%1 to %2 pixels, up to %3 frames a second</source>
        <translation>%1–%2픽셀, 초당 최대 %3프레임</translation>
    </message>
    <message>
        <source>a name with %04d, or .mp4, .webm, .avi</source>
        <translation>%04d가 든 이름, 또는 .mp4, .webm, .avi</translation>
    </message>
    <message>
        <source>a video file, or no --frame</source>
        <translation>동영상 파일, 또는 --frame 없이</translation>
    </message>
    <message>
        <source>a whole video that nobody is writing</source>
        <translation>아무도 쓰고 있지 않은 온전한 동영상</translation>
    </message>
    <message>
        <source>a writable place</source>
        <translation>쓸 수 있는 곳</translation>
    </message>
    <message>
        <source>another ending: .mp%1, .webm or .avi, or numbered pictures</source>
        <translation>다른 확장자: .mp%1, .webm, .avi, 또는 번호 붙은 그림</translation>
    </message>
    <message>
        <source>no writable folder</source>
        <translation>쓸 수 있는 폴더가 없음</translation>
    </message>
    <message>
        <source>not a kind of video that can be written</source>
        <translation>쓸 수 없는 종류의 동영상</translation>
    </message>
    <message>
        <source>wrong shape of a video</source>
        <translation>잘못된 동영상 모양</translation>
    </message>
    <message>
        <source>wrong size of a video's frame</source>
        <translation>동영상 프레임의 크기가 잘못됨</translation>
    </message>
    <message>
        <source>not a known video</source>
        <translation>알 수 없는 동영상</translation>
    </message>
    <message>
        <source>a video file</source>
        <translation>동영상 파일</translation>
    </message>
    <message>
        <source>an MP4, MOV, MKV, WebM or AVI file</source>
        <translation>MP4, MOV, MKV, WebM, AVI 파일</translation>
    </message>
    <message>
        <source>wrong video size</source>
        <translation>잘못된 동영상 크기</translation>
    </message>
    <message>
        <source>video too large</source>
        <translation>동영상이 너무 큼</translation>
    </message>
    <message>
        <source>at most %1 pixels a frame</source>
        <translation>프레임당 최대 %1픽셀</translation>
    </message>
    <message>
        <source>video cannot be opened</source>
        <translation>동영상을 열 수 없음</translation>
    </message>
    <message>
        <source>damaged, cut off, without pictures or of an unknown codec</source>
        <translation>손상되었거나 잘렸거나 그림이 없거나 알 수 없는 코덱</translation>
    </message>
    <message>
        <source>a whole video file</source>
        <translation>온전한 동영상 파일</translation>
    </message>
    <message>
        <source>frame cannot be decoded</source>
        <translation>프레임을 해독할 수 없음</translation>
    </message>
    <message>
        <source>a whole video</source>
        <translation>온전한 동영상</translation>
    </message>
    <message>
        <source>video without a frame</source>
        <translation>프레임이 없는 동영상</translation>
    </message>
    <message>
        <source>no such frame</source>
        <translation>그런 프레임이 없음</translation>
    </message>
    <message>
        <source>frames of several sizes</source>
        <translation>크기가 여러 가지인 프레임</translation>
    </message>
    <message>
        <source>a frame of what is no video</source>
        <translation>동영상이 아닌 것의 프레임</translation>
    </message>
    <message>
        <source>a video has no window</source>
        <translation>동영상에는 창이 없음</translation>
    </message>
    <message>
        <source>a frame of a video</source>
        <translation>동영상의 프레임</translation>
    </message>
    <message>
        <source>a still picture</source>
        <translation>정지 그림</translation>
    </message>
    <message>
        <source>wrong range of frames</source>
        <translation>잘못된 프레임 범위</translation>
    </message>
    <message>
        <source>A-B or A-B:STEP, from 0, both ends included</source>
        <translation>A-B 또는 A-B:STEP, 0부터, 양 끝 포함</translation>
    </message>
    <message>
        <source>no encoder for this kind of video on this machine</source>
        <translation>이 컴퓨터에 이런 동영상의 인코더가 없음</translation>
    </message>
    <message>
        <source>many figures need many names</source>
        <translation>그림이 여럿이면 이름도 여럿이어야 함</translation>
    </message>
    <message>
        <source>no videos can be written here</source>
        <translation>여기서는 동영상을 쓸 수 없음</translation>
    </message>
    <message>
        <source>the video could not be written whole</source>
        <translation>동영상을 온전히 쓰지 못함</translation>
    </message>
    <message>
        <source>a frame cannot be encoded</source>
        <translation>프레임을 인코딩할 수 없음</translation>
    </message>
    <message>
        <source>--detection, or --region x0,y0,x1,y1</source>
        <translation>--detection 또는 --region x0,y0,x1,y1</translation>
    </message>
    <message>
        <source>--region x0,y0,x1,y1 with --query</source>
        <translation>--query와 함께 --region x0,y0,x1,y1</translation>
    </message>
    <message>
        <source>a grid of tiles</source>
        <translation>타일 격자</translation>
    </message>
    <message>
        <source>a grid of tiles needs a picture</source>
        <translation>타일 격자에는 그림이 필요합니다</translation>
    </message>
    <message>
        <source>a model that reads pictures</source>
        <translation>그림을 읽는 모델</translation>
    </message>
    <message>
        <source>a query belongs to one tile</source>
        <translation>질의는 한 타일에 속합니다</translation>
    </message>
    <message>
        <source>a region</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>a region without a picture</source>
        <translation>그림 없이 주어진 영역</translation>
    </message>
    <message>
        <source>a tile's map came back as something else</source>
        <translation>타일의 맵이 다른 것으로 돌아왔습니다</translation>
    </message>
    <message>
        <source>at least 16 pixels a side, and an overlap of at most half of it</source>
        <translation>한 변 16 픽셀 이상, 겹침은 그 절반 이하</translation>
    </message>
    <message>
        <source>detections of tiles are shown one at a time</source>
        <translation>타일의 검출은 하나씩 보입니다</translation>
    </message>
    <message>
        <source>nothing was found in any tile</source>
        <translation>어느 타일에서도 찾은 것이 없습니다</translation>
    </message>
    <message>
        <source>points or overlay</source>
        <translation>points 또는 overlay</translation>
    </message>
    <message>
        <source>region without a pixel of the picture</source>
        <translation>그림의 픽셀이 없는 영역</translation>
    </message>
    <message>
        <source>this view is not of a grid of tiles</source>
        <translation>이 보기는 타일 격자로 만들 수 없습니다</translation>
    </message>
    <message>
        <source>too many tiles</source>
        <translation>타일이 너무 많습니다</translation>
    </message>
    <message>
        <source>wrong grid of tiles</source>
        <translation>잘못된 타일 격자</translation>
    </message>
    <message>
        <source>wrong region</source>
        <translation>잘못된 영역</translation>
    </message>
    <message>
        <source>x0,y0,x1,y1 with x0 &lt; x1 and y0 &lt; y1</source>
        <translation>x0 &lt; x1, y0 &lt; y1인 x0,y0,x1,y1</translation>
    </message>
    <message>
        <source>JSON refused</source>
        <translation>JSON을 받아들일 수 없음</translation>
    </message>
    <message>
        <source>a TorchScript file holds no tokenizer</source>
        <translation>TorchScript 파일에는 토크나이저가 없음</translation>
    </message>
    <message>
        <source>a TorchScript file is code and runs only with your consent</source>
        <translation>TorchScript 파일은 코드이므로 동의가 있어야만 실행됨</translation>
    </message>
    <message>
        <source>a TorchScript file runs in its own number type</source>
        <translation>TorchScript 파일은 자체 숫자 형식으로만 실행됨</translation>
    </message>
    <message>
        <source>a dilated stage with averaging shortcuts is not supported</source>
        <translation>평균 지름길이 있는 팽창 단계는 지원하지 않음</translation>
    </message>
    <message>
        <source>a graph of so many tokens takes too much memory</source>
        <translation>토큰이 이렇게 많은 그래프는 메모리를 너무 많이 씀</translation>
    </message>
    <message>
        <source>a map of another size came back</source>
        <translation>다른 크기의 맵이 돌아옴</translation>
    </message>
    <message>
        <source>a map of that size cannot be painted</source>
        <translation>그 크기의 맵은 그릴 수 없음</translation>
    </message>
    <message>
        <source>a rollout of another length came back</source>
        <translation>다른 길이의 롤아웃이 돌아옴</translation>
    </message>
    <message>
        <source>a rollout of so many tokens cannot be read</source>
        <translation>토큰이 이렇게 많은 롤아웃은 읽을 수 없음</translation>
    </message>
    <message>
        <source>a row of another length came back</source>
        <translation>다른 길이의 행이 돌아옴</translation>
    </message>
    <message>
        <source>a run over a grid of tiles is not possible yet</source>
        <translation>타일 격자 실행은 아직 할 수 없음</translation>
    </message>
    <message>
        <source>a target is needed</source>
        <translation>목표 문장이 필요함</translation>
    </message>
    <message>
        <source>a target is needed: this checkpoint has no language-model head to generate one</source>
        <translation>목표 문장이 필요함: 이 체크포인트에는 생성할 언어 모델 헤드가 없음</translation>
    </message>
    <message>
        <source>a window without a picture</source>
        <translation>그림 없이 표시 범위만 있음</translation>
    </message>
    <message>
        <source>an overlay needs an image</source>
        <translation>오버레이에는 그림이 필요함</translation>
    </message>
    <message>
        <source>array cannot be kept</source>
        <translation>배열을 보관할 수 없음</translation>
    </message>
    <message>
        <source>attention is not a number</source>
        <translation>어텐션 값이 숫자가 아님</translation>
    </message>
    <message>
        <source>attention map cannot be read</source>
        <translation>어텐션 맵을 읽을 수 없음</translation>
    </message>
    <message>
        <source>attention mask</source>
        <translation>어텐션 마스크</translation>
    </message>
    <message>
        <source>axis does not fit the map</source>
        <translation>축이 맵과 맞지 않음</translation>
    </message>
    <message>
        <source>bytes that belong to no tensor</source>
        <translation>어느 텐서에도 속하지 않는 바이트</translation>
    </message>
    <message>
        <source>cannot open model</source>
        <translation>모델을 열 수 없음</translation>
    </message>
    <message>
        <source>cannot read</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>cannot write</source>
        <translation>쓸 수 없음</translation>
    </message>
    <message>
        <source>character rules are not UTF-8</source>
        <translation>문자 규칙이 UTF-8이 아님</translation>
    </message>
    <message>
        <source>character rules cut short</source>
        <translation>문자 규칙이 중간에 끊김</translation>
    </message>
    <message>
        <source>character rules damaged</source>
        <translation>문자 규칙이 손상됨</translation>
    </message>
    <message>
        <source>damaged TorchScript file</source>
        <translation>TorchScript 파일이 손상됨</translation>
    </message>
    <message>
        <source>data cut off</source>
        <translation>데이터가 잘림</translation>
    </message>
    <message>
        <source>deformable attention cannot be computed</source>
        <translation>변형 어텐션을 계산할 수 없음</translation>
    </message>
    <message>
        <source>deformable attention cannot be recorded</source>
        <translation>변형 어텐션을 기록할 수 없음</translation>
    </message>
    <message>
        <source>deformable attention has no map</source>
        <translation>변형 어텐션에는 맵이 없음</translation>
    </message>
    <message>
        <source>description too long</source>
        <translation>설명이 너무 김</translation>
    </message>
    <message>
        <source>detections are joined by one head at a time</source>
        <translation>검출 사이의 연결은 한 번에 헤드 하나씩만 그림</translation>
    </message>
    <message>
        <source>detections are shown one at a time</source>
        <translation>검출은 한 번에 하나씩 표시됨</translation>
    </message>
    <message>
        <source>dump too large</source>
        <translation>덤프가 너무 큼</translation>
    </message>
    <message>
        <source>empty image</source>
        <translation>빈 그림</translation>
    </message>
    <message>
        <source>file name refused</source>
        <translation>파일 이름을 받아들일 수 없음</translation>
    </message>
    <message>
        <source>file outside the folder</source>
        <translation>폴더 밖의 파일</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>파일이 너무 큼</translation>
    </message>
    <message>
        <source>hole or overlap in the data</source>
        <translation>데이터에 빈 곳이나 겹침이 있음</translation>
    </message>
    <message>
        <source>image cannot be decoded</source>
        <translation>그림을 해독할 수 없음</translation>
    </message>
    <message>
        <source>image cannot be padded</source>
        <translation>그림에 여백을 붙일 수 없음</translation>
    </message>
    <message>
        <source>image cannot be resized</source>
        <translation>그림 크기를 바꿀 수 없음</translation>
    </message>
    <message>
        <source>image cut off</source>
        <translation>그림이 잘림</translation>
    </message>
    <message>
        <source>image processor not supported</source>
        <translation>지원하지 않는 이미지 프로세서</translation>
    </message>
    <message>
        <source>image too large</source>
        <translation>그림이 너무 큼</translation>
    </message>
    <message>
        <source>keys of several feature maps have no single place on the picture</source>
        <translation>여러 특징 맵의 키는 그림에서 한 자리로 정해지지 않음</translation>
    </message>
    <message>
        <source>letters cannot be read in so few pixels</source>
        <translation>픽셀이 이렇게 적으면 글자를 읽을 수 없음</translation>
    </message>
    <message>
        <source>links are drawn by weight</source>
        <translation>연결은 가중치로 그려짐</translation>
    </message>
    <message>
        <source>maps of different size have no difference</source>
        <translation>크기가 다른 맵은 차이를 구할 수 없음</translation>
    </message>
    <message>
        <source>masks need finer maps of the backbone</source>
        <translation>마스크에는 백본의 더 세밀한 맵이 필요함</translation>
    </message>
    <message>
        <source>missing field</source>
        <translation>필드가 없음</translation>
    </message>
    <message>
        <source>missing input</source>
        <translation>입력이 없음</translation>
    </message>
    <message>
        <source>missing tensor</source>
        <translation>텐서가 없음</translation>
    </message>
    <message>
        <source>missing value</source>
        <translation>값이 없음</translation>
    </message>
    <message>
        <source>model not in the Hub cache</source>
        <translation>Hub 캐시에 모델이 없음</translation>
    </message>
    <message>
        <source>no attention between these positions</source>
        <translation>이 위치들 사이에는 어텐션이 없음</translation>
    </message>
    <message>
        <source>no attention found</source>
        <translation>어텐션을 찾지 못함</translation>
    </message>
    <message>
        <source>no classifier in this checkpoint</source>
        <translation>이 체크포인트에는 분류기가 없음</translation>
    </message>
    <message>
        <source>no input for this model</source>
        <translation>이 모델의 입력이 없음</translation>
    </message>
    <message>
        <source>no language-model head in this checkpoint</source>
        <translation>이 체크포인트에는 언어 모델 헤드가 없음</translation>
    </message>
    <message>
        <source>no query came back</source>
        <translation>쿼리가 돌아오지 않음</translation>
    </message>
    <message>
        <source>no such colour map</source>
        <translation>그런 색상 맵이 없음</translation>
    </message>
    <message>
        <source>no such colour scale</source>
        <translation>그런 색상 척도가 없음</translation>
    </message>
    <message>
        <source>no such device</source>
        <translation>그런 장치가 없음</translation>
    </message>
    <message>
        <source>no such format</source>
        <translation>그런 형식이 없음</translation>
    </message>
    <message>
        <source>no such head</source>
        <translation>그런 헤드가 없음</translation>
    </message>
    <message>
        <source>no such level of the picture's maps</source>
        <translation>그림의 특징 맵에 그런 레벨이 없음</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>dilation</source>
        <translation>팽창(dilation)</translation>
    </message>
    <message>
        <source>every token forbidden</source>
        <translation>모든 토큰이 금지됨</translation>
    </message>
    <message>
        <source>no --tokenizer</source>
        <translation>--tokenizer 없음</translation>
    </message>
    <message>
        <source>no safetensors beside it</source>
        <translation>옆에 safetensors 없음</translation>
    </message>
    <message>
        <source>rules that leave one</source>
        <translation>하나라도 남기는 규칙</translation>
    </message>
    <message>
        <source>the box is outside the picture</source>
        <translation>상자가 그림 밖에 있음</translation>
    </message>
    <message>
        <source>no such layer</source>
        <translation>그런 층이 없음</translation>
    </message>
    <message>
        <source>no such output</source>
        <translation>그런 출력이 없음</translation>
    </message>
    <message>
        <source>no such part of the picture</source>
        <translation>그림에 그런 부분이 없음</translation>
    </message>
    <message>
        <source>no such query</source>
        <translation>그런 쿼리가 없음</translation>
    </message>
    <message>
        <source>no such resolution</source>
        <translation>그런 해상도가 없음</translation>
    </message>
    <message>
        <source>no such stream</source>
        <translation>그런 스트림이 없음</translation>
    </message>
    <message>
        <source>no such trace</source>
        <translation>그런 트레이스가 없음</translation>
    </message>
    <message>
        <source>no such view</source>
        <translation>그런 보기가 없음</translation>
    </message>
    <message>
        <source>no tokenizer</source>
        <translation>토크나이저가 없음</translation>
    </message>
    <message>
        <source>no usable image processor, so --image cannot be read</source>
        <translation>쓸 수 있는 이미지 프로세서가 없어 그림을 읽을 수 없음</translation>
    </message>
    <message>
        <source>no usable tokenizer, so --target cannot be read</source>
        <translation>쓸 수 있는 토크나이저가 없어 목표 문장을 읽을 수 없음</translation>
    </message>
    <message>
        <source>no usable tokenizer, so --text cannot be read</source>
        <translation>쓸 수 있는 토크나이저가 없어 문장을 읽을 수 없음</translation>
    </message>
    <message>
        <source>no weights</source>
        <translation>가중치 파일이 없음</translation>
    </message>
    <message>
        <source>normalized text too long</source>
        <translation>정규화한 텍스트가 너무 김</translation>
    </message>
    <message>
        <source>not a .npy file</source>
        <translation>.npy 파일이 아님</translation>
    </message>
    <message>
        <source>not a TorchScript file</source>
        <translation>TorchScript 파일이 아님</translation>
    </message>
    <message>
        <source>not a known image</source>
        <translation>알려진 그림 형식이 아님</translation>
    </message>
    <message>
        <source>not a folder</source>
        <translation>폴더가 아님</translation>
    </message>
    <message>
        <source>not a model folder</source>
        <translation>모델 폴더가 아님</translation>
    </message>
    <message>
        <source>not a model's name</source>
        <translation>모델 이름이 아님</translation>
    </message>
    <message>
        <source>not a revision</source>
        <translation>리비전이 아님</translation>
    </message>
    <message>
        <source>not a safetensors file</source>
        <translation>safetensors 파일이 아님</translation>
    </message>
    <message>
        <source>not a text file</source>
        <translation>텍스트 파일이 아님</translation>
    </message>
    <message>
        <source>not a trace</source>
        <translation>트레이스가 아님</translation>
    </message>
    <message>
        <source>not a whole zip archive</source>
        <translation>온전한 zip 파일이 아님</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>메모리가 부족함</translation>
    </message>
    <message>
        <source>not enough memory for this run</source>
        <translation>이 실행에 필요한 메모리가 부족함</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>올바른 JSON이 아님</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>메모리가 부족함</translation>
    </message>
    <message>
        <source>out of memory for the picture</source>
        <translation>그림을 만들 메모리가 부족함</translation>
    </message>
    <message>
        <source>out of memory while loading the model</source>
        <translation>모델을 불러오는 중 메모리가 부족함</translation>
    </message>
    <message>
        <source>output cannot be kept</source>
        <translation>출력을 보관할 수 없음</translation>
    </message>
    <message>
        <source>output cannot be written</source>
        <translation>출력을 쓸 수 없음</translation>
    </message>
    <message>
        <source>pixel mask</source>
        <translation>픽셀 마스크</translation>
    </message>
    <message>
        <source>positions cannot be interpolated to another image size</source>
        <translation>위치를 다른 그림 크기로 보간할 수 없음</translation>
    </message>
    <message>
        <source>receptive fields cannot be computed yet</source>
        <translation>수용장은 아직 계산할 수 없음</translation>
    </message>
    <message>
        <source>rectangle outside the map</source>
        <translation>맵 밖의 사각형</translation>
    </message>
    <message>
        <source>regular expression cannot be used</source>
        <translation>정규식을 쓸 수 없음</translation>
    </message>
    <message>
        <source>regular expression fails on this text</source>
        <translation>이 텍스트에서 정규식이 실패함</translation>
    </message>
    <message>
        <source>regular expressions cannot be set up</source>
        <translation>정규식을 준비할 수 없음</translation>
    </message>
    <message>
        <source>result too large</source>
        <translation>결과가 너무 큼</translation>
    </message>
    <message>
        <source>revision not in the Hub cache</source>
        <translation>Hub 캐시에 리비전이 없음</translation>
    </message>
    <message>
        <source>rollout needs self-attention</source>
        <translation>롤아웃에는 자기 어텐션이 필요함</translation>
    </message>
    <message>
        <source>safetensors header cut off</source>
        <translation>safetensors 헤더가 잘림</translation>
    </message>
    <message>
        <source>safetensors header too long</source>
        <translation>safetensors 헤더가 너무 김</translation>
    </message>
    <message>
        <source>sampling points do not fit their axis</source>
        <translation>샘플링 점이 축과 맞지 않음</translation>
    </message>
    <message>
        <source>scores of a word's tokens have no common value</source>
        <translation>한 단어의 토큰 점수에는 공통 값이 없음</translation>
    </message>
    <message>
        <source>shape and file size disagree</source>
        <translation>모양과 파일 크기가 서로 다름</translation>
    </message>
    <message>
        <source>shard and index disagree</source>
        <translation>샤드와 색인이 서로 다름</translation>
    </message>
    <message>
        <source>site has no map</source>
        <translation>이 층에는 맵이 없음</translation>
    </message>
    <message>
        <source>site has no sampling points</source>
        <translation>이 층에는 샘플링 점이 없음</translation>
    </message>
    <message>
        <source>snapshot refused</source>
        <translation>스냅숏을 받아들일 수 없음</translation>
    </message>
    <message>
        <source>statistics cannot be computed</source>
        <translation>통계를 계산할 수 없음</translation>
    </message>
    <message>
        <source>tensor too large</source>
        <translation>텐서가 너무 큼</translation>
    </message>
    <message>
        <source>text cannot be tokenized</source>
        <translation>텍스트를 토큰으로 나눌 수 없음</translation>
    </message>
    <message>
        <source>text is not UTF-8</source>
        <translation>텍스트가 UTF-8이 아님</translation>
    </message>
    <message>
        <source>text too long</source>
        <translation>텍스트가 너무 김</translation>
    </message>
    <message>
        <source>the PDF could not be painted</source>
        <translation>PDF를 그릴 수 없음</translation>
    </message>
    <message>
        <source>the TorchScript file cannot be loaded</source>
        <translation>TorchScript 파일을 불러올 수 없음</translation>
    </message>
    <message>
        <source>the TorchScript file cannot be run</source>
        <translation>TorchScript 파일을 실행할 수 없음</translation>
    </message>
    <message>
        <source>the TorchScript file wants another input</source>
        <translation>TorchScript 파일은 다른 입력을 요구함</translation>
    </message>
    <message>
        <source>the classifier needs an end-of-sequence token and a target as long as the source</source>
        <translation>분류기에는 문장 끝 토큰과 원문과 같은 길이의 목표 문장이 필요함</translation>
    </message>
    <message>
        <source>the colour range is empty</source>
        <translation>색상 범위가 비어 있음</translation>
    </message>
    <message>
        <source>the figure cannot be that narrow</source>
        <translation>그림을 그렇게 좁게 만들 수 없음</translation>
    </message>
    <message>
        <source>the figure cannot be that wide</source>
        <translation>그림을 그렇게 넓게 만들 수 없음</translation>
    </message>
    <message>
        <source>the figure cannot be written</source>
        <translation>그림 파일을 쓸 수 없음</translation>
    </message>
    <message>
        <source>the file could not be looked at</source>
        <translation>파일을 살펴볼 수 없음</translation>
    </message>
    <message>
        <source>the file's ending names no format</source>
        <translation>파일 확장자로 형식을 알 수 없음</translation>
    </message>
    <message>
        <source>the first target token is masked</source>
        <translation>목표 문장의 첫 토큰이 가려져 있음</translation>
    </message>
    <message>
        <source>the generation rules leave no token to write</source>
        <translation>생성 규칙 때문에 쓸 수 있는 토큰이 없음</translation>
    </message>
    <message>
        <source>the image is smaller than one patch</source>
        <translation>그림이 패치 하나보다 작음</translation>
    </message>
    <message>
        <source>the image is too large for learned positions</source>
        <translation>학습된 위치보다 그림이 큼</translation>
    </message>
    <message>
        <source>the image is too small for the model's proposals</source>
        <translation>모델의 후보 영역에 비해 그림이 너무 작음</translation>
    </message>
    <message>
        <source>the image's size does not suit this model</source>
        <translation>그림 크기가 이 모델과 맞지 않음</translation>
    </message>
    <message>
        <source>the layer has no such head</source>
        <translation>이 층에는 그런 헤드가 없음</translation>
    </message>
    <message>
        <source>the layer has no such level</source>
        <translation>이 층에는 그런 레벨이 없음</translation>
    </message>
    <message>
        <source>the mask head's channels do not divide into groups</source>
        <translation>마스크 헤드의 채널이 그룹으로 나누어지지 않음</translation>
    </message>
    <message>
        <source>the model cannot generate</source>
        <translation>모델이 생성할 수 없음</translation>
    </message>
    <message>
        <source>the model could not run</source>
        <translation>모델을 실행할 수 없음</translation>
    </message>
    <message>
        <source>the model has no such layer</source>
        <translation>모델에 그런 층이 없음</translation>
    </message>
    <message>
        <source>the picture cannot be that wide</source>
        <translation>그림을 그렇게 넓게 만들 수 없음</translation>
    </message>
    <message>
        <source>the picture could not be encoded</source>
        <translation>그림을 부호화할 수 없음</translation>
    </message>
    <message>
        <source>the picture would be too large</source>
        <translation>그림이 너무 커짐</translation>
    </message>
    <message>
        <source>the text has no tokens</source>
        <translation>텍스트에 토큰이 없음</translation>
    </message>
    <message>
        <source>the trace has no such attention</source>
        <translation>트레이스에 그런 어텐션이 없음</translation>
    </message>
    <message>
        <source>the trace holds no attention</source>
        <translation>트레이스에 어텐션이 없음</translation>
    </message>
    <message>
        <source>the view is of another kind</source>
        <translation>다른 종류의 보기임</translation>
    </message>
    <message>
        <source>there are no detections</source>
        <translation>검출이 없음</translation>
    </message>
    <message>
        <source>there is no such detection</source>
        <translation>그런 검출이 없음</translation>
    </message>
    <message>
        <source>there is no such key</source>
        <translation>그런 키가 없음</translation>
    </message>
    <message>
        <source>there is no such query</source>
        <translation>그런 쿼리가 없음</translation>
    </message>
    <message>
        <source>there is nothing to join</source>
        <translation>연결할 것이 없음</translation>
    </message>
    <message>
        <source>this attention does not have the detection's query</source>
        <translation>이 어텐션에는 검출의 쿼리가 없음</translation>
    </message>
    <message>
        <source>this attention has no detections</source>
        <translation>이 어텐션에는 검출이 없음</translation>
    </message>
    <message>
        <source>this attention has no row for detections</source>
        <translation>이 어텐션에는 검출의 행이 없음</translation>
    </message>
    <message>
        <source>this attention has no sampling points</source>
        <translation>이 어텐션에는 샘플링 점이 없음</translation>
    </message>
    <message>
        <source>this figure has no array</source>
        <translation>이 그림에는 배열이 없음</translation>
    </message>
    <message>
        <source>this model has no decoder that takes a target</source>
        <translation>이 모델에는 목표 문장을 받는 디코더가 없음</translation>
    </message>
    <message>
        <source>this model reads pictures</source>
        <translation>이 모델은 그림을 읽음</translation>
    </message>
    <message>
        <source>this model reads text</source>
        <translation>이 모델은 텍스트를 읽음</translation>
    </message>
    <message>
        <source>this query found nothing</source>
        <translation>이 쿼리는 아무것도 찾지 못함</translation>
    </message>
    <message>
        <source>this run has no picture</source>
        <translation>이 실행에는 그림이 없음</translation>
    </message>
    <message>
        <source>too many heads for one figure</source>
        <translation>그림 하나에 헤드가 너무 많음</translation>
    </message>
    <message>
        <source>too many tokens</source>
        <translation>토큰이 너무 많음</translation>
    </message>
    <message>
        <source>trace cannot be read</source>
        <translation>트레이스를 읽을 수 없음</translation>
    </message>
    <message>
        <source>trace holds no attention</source>
        <translation>트레이스에 어텐션이 없음</translation>
    </message>
    <message>
        <source>unexpected fault</source>
        <translation>예기치 않은 오류</translation>
    </message>
    <message>
        <source>unknown .npy version</source>
        <translation>알 수 없는 .npy 버전</translation>
    </message>
    <message>
        <source>unknown activation function</source>
        <translation>알 수 없는 활성화 함수</translation>
    </message>
    <message>
        <source>unknown choice of head</source>
        <translation>알 수 없는 헤드 선택</translation>
    </message>
    <message>
        <source>attention in tf32 cannot be made anew to the last bit</source>
        <translation>tf32 어텐션은 마지막 비트까지 다시 만들 수 없음</translation>
    </message>
    <message>
        <source>no CUDA device</source>
        <translation>CUDA 장치가 없음</translation>
    </message>
    <message>
        <source>cpu, or a machine and build with one</source>
        <translation>cpu, 또는 CUDA 장치와 CUDA 빌드</translation>
    </message>
    <message>
        <source>not enough memory on the device</source>
        <translation>장치의 메모리가 부족함</translation>
    </message>
    <message>
        <source>a shorter input, a smaller image, or --device cpu</source>
        <translation>더 짧은 입력, 더 작은 그림 또는 --device cpu</translation>
    </message>
    <message>
        <source>a TorchScript file runs on the CPU</source>
        <translation>TorchScript 파일은 CPU에서 실행됨</translation>
    </message>
    <message>
        <source>auto or cpu</source>
        <translation>auto 또는 cpu</translation>
    </message>
    <message>
        <source>this number type is a GPU&apos;s</source>
        <translation>GPU에서만 쓰는 수 형식</translation>
    </message>
    <message>
        <source>float32, or --device cuda</source>
        <translation>float32 또는 --device cuda</translation>
    </message>
    <message>
        <source>float32, tf32, float16 or bfloat16</source>
        <translation>float32, tf32, float16 또는 bfloat16</translation>
    </message>
    <message>
        <source>unknown device</source>
        <translation>알 수 없는 장치</translation>
    </message>
    <message>
        <source>unknown dtype</source>
        <translation>알 수 없는 dtype</translation>
    </message>
    <message>
        <source>unknown kind of ResNet</source>
        <translation>알 수 없는 종류의 ResNet</translation>
    </message>
    <message>
        <source>unknown model</source>
        <translation>알 수 없는 모델</translation>
    </message>
    <message>
        <source>unknown model family</source>
        <translation>알 수 없는 모델 계열</translation>
    </message>
    <message>
        <source>unknown number type</source>
        <translation>알 수 없는 숫자 형식</translation>
    </message>
    <message>
        <source>unusable value</source>
        <translation>쓸 수 없는 값</translation>
    </message>
    <message>
        <source>value out of range</source>
        <translation>범위를 벗어난 값</translation>
    </message>
    <message>
        <source>videos cannot be read yet</source>
        <translation>동영상은 아직 읽을 수 없음</translation>
    </message>
    <message>
        <source>view cannot be computed</source>
        <translation>보기를 계산할 수 없음</translation>
    </message>
    <message>
        <source>weights are in PyTorch's pickle format, which is not read from a model folder</source>
        <translation>가중치가 PyTorch의 pickle 형식임: 모델 폴더에서는 읽지 않음</translation>
    </message>
    <message>
        <source>will not overwrite</source>
        <translation>덮어쓰지 않음</translation>
    </message>
    <message>
        <source>wrong .npy header</source>
        <translation>잘못된 .npy 헤더</translation>
    </message>
    <message>
        <source>wrong content</source>
        <translation>잘못된 내용</translation>
    </message>
    <message>
        <source>wrong data_offsets</source>
        <translation>잘못된 data_offsets</translation>
    </message>
    <message>
        <source>wrong element type</source>
        <translation>잘못된 원소 형식</translation>
    </message>
    <message>
        <source>wrong image size</source>
        <translation>잘못된 그림 크기</translation>
    </message>
    <message>
        <source>wrong number of beams</source>
        <translation>잘못된 빔 개수</translation>
    </message>
    <message>
        <source>wrong number of tokens to generate</source>
        <translation>잘못된 생성 토큰 수</translation>
    </message>
    <message>
        <source>wrong number type</source>
        <translation>잘못된 숫자 형식</translation>
    </message>
    <message>
        <source>wrong picture size</source>
        <translation>잘못된 그림 크기</translation>
    </message>
    <message>
        <source>wrong shape</source>
        <translation>잘못된 모양</translation>
    </message>
    <message>
        <source>wrong shape of a convolution</source>
        <translation>합성곱의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong shape of input</source>
        <translation>입력의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong shape of pixels</source>
        <translation>픽셀의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong shape of the image</source>
        <translation>그림의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong shape of the mask</source>
        <translation>마스크의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong shape of the pixel mask</source>
        <translation>픽셀 마스크의 모양이 잘못됨</translation>
    </message>
    <message>
        <source>wrong size of the result</source>
        <translation>결과의 크기가 잘못됨</translation>
    </message>
    <message>
        <source>wrong tensor</source>
        <translation>잘못된 텐서</translation>
    </message>
    <message>
        <source>wrong type</source>
        <translation>잘못된 형식</translation>
    </message>
    <message>
        <source>wrong type of tensor</source>
        <translation>텐서의 형식이 잘못됨</translation>
    </message>
    <message>
        <source>wrong value</source>
        <translation>잘못된 값</translation>
    </message>
    <message>
        <source>wrong width of a residual layer</source>
        <translation>잔차 층의 너비가 잘못됨</translation>
    </message>
    <message>
        <source>wrong window</source>
        <translation>잘못된 표시 범위</translation>
    </message>
    <message>
        <source>--image or --pixels</source>
        <translation>--image 또는 --pixels</translation>
    </message>
    <message>
        <source>--image with it</source>
        <translation>--image와 함께</translation>
    </message>
    <message>
        <source>--query</source>
        <translation>--query</translation>
    </message>
    <message>
        <source>--text or --ids</source>
        <translation>--text 또는 --ids</translation>
    </message>
    <message>
        <source>--trust-code, if you trust where the file is from</source>
        <translation>파일의 출처를 믿는다면 --trust-code</translation>
    </message>
    <message>
        <source>--view points, overlay, heads or stats</source>
        <translation>--view points, overlay, heads 또는 stats</translation>
    </message>
    <message>
        <source>1 to 16384 pixels</source>
        <translation>1~16384픽셀</translation>
    </message>
    <message>
        <source>1 to 8192, thumbnails to 1024</source>
        <translation>1~8192, 축소판은 1024까지</translation>
    </message>
    <message>
        <source>1, 2 or 3</source>
        <translation>1, 2 또는 3</translation>
    </message>
    <message>
        <source>20 to 2000 mm</source>
        <translation>20~2000 mm</translation>
    </message>
    <message>
        <source>30 to 2400</source>
        <translation>30~2400</translation>
    </message>
    <message>
        <source>50 to 30000</source>
        <translation>50~30000</translation>
    </message>
    <message>
        <source>F32, F16 or BF16</source>
        <translation>F32, F16 또는 BF16</translation>
    </message>
    <message>
        <source>JSON in UTF-8</source>
        <translation>UTF-8로 쓴 JSON</translation>
    </message>
    <message>
        <source>[1, height, width] of the image</source>
        <translation>그림의 [1, 높이, 너비]</translation>
    </message>
    <message>
        <source>a Hugging Face folder with config.json</source>
        <translation>config.json이 있는 Hugging Face 폴더</translation>
    </message>
    <message>
        <source>a Hugging Face folder, a bundled name, or a TorchScript file (.torchscript, .pt, .ts)</source>
        <translation>Hugging Face 폴더, 내장 모델 이름 또는 TorchScript 파일(.torchscript, .pt, .ts)</translation>
    </message>
    <message>
        <source>a JSON object as header</source>
        <translation>헤더로 쓰인 JSON 객체</translation>
    </message>
    <message>
        <source>a PNG, JPEG, WebP, BMP or TIFF file</source>
        <translation>PNG, JPEG, WebP, BMP 또는 TIFF 파일</translation>
    </message>
    <message>
        <source>a TorchScript file</source>
        <translation>TorchScript 파일</translation>
    </message>
    <message>
        <source>a branch, a tag or a commit</source>
        <translation>브랜치, 태그 또는 커밋</translation>
    </message>
    <message>
        <source>a detector</source>
        <translation>검출 모델</translation>
    </message>
    <message>
        <source>a dtype of the safetensors format</source>
        <translation>safetensors 형식의 dtype</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>a file inside the folder</source>
        <translation>폴더 안의 파일</translation>
    </message>
    <message>
        <source>a file's name</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>a folder and disk that can be written</source>
        <translation>쓸 수 있는 폴더와 디스크</translation>
    </message>
    <message>
        <source>a folder with other files</source>
        <translation>다른 파일이 있는 폴더</translation>
    </message>
    <message>
        <source>a layer of the stream</source>
        <translation>스트림의 층</translation>
    </message>
    <message>
        <source>a model with attention</source>
        <translation>어텐션이 있는 모델</translation>
    </message>
    <message>
        <source>a name of its own</source>
        <translation>고유한 이름</translation>
    </message>
    <message>
        <source>a new or empty folder</source>
        <translation>새 폴더 또는 빈 폴더</translation>
    </message>
    <message>
        <source>a new or empty folder, or one of an earlier dump</source>
        <translation>새 폴더, 빈 폴더 또는 이전 덤프의 폴더</translation>
    </message>
    <message>
        <source>a new or empty folder, or one of earlier results</source>
        <translation>새 폴더, 빈 폴더 또는 이전 결과의 폴더</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>a number, or --view points</source>
        <translation>숫자 또는 --view points</translation>
    </message>
    <message>
        <source>a picture or --pixels</source>
        <translation>그림 또는 --pixels</translation>
    </message>
    <message>
        <source>a query of a detection, or --view matrix</source>
        <translation>검출의 쿼리 또는 --view matrix</translation>
    </message>
    <message>
        <source>a readable file</source>
        <translation>읽을 수 있는 파일</translation>
    </message>
    <message>
        <source>a readable folder</source>
        <translation>읽을 수 있는 폴더</translation>
    </message>
    <message>
        <source>a relative name inside the folder</source>
        <translation>폴더 안의 상대 이름</translation>
    </message>
    <message>
        <source>a run with --tokenizer DIR</source>
        <translation>--tokenizer DIR로 실행</translation>
    </message>
    <message>
        <source>a shorter input, a smaller image, or --dtype bfloat16</source>
        <translation>더 짧은 입력, 더 작은 그림 또는 --dtype bfloat16</translation>
    </message>
    <message>
        <source>a size in range</source>
        <translation>범위 안의 크기</translation>
    </message>
    <message>
        <source>a smaller input or view</source>
        <translation>더 작은 입력이나 보기</translation>
    </message>
    <message>
        <source>a smaller rectangle or size</source>
        <translation>더 작은 사각형이나 크기</translation>
    </message>
    <message>
        <source>a stream with deformable attention, or --view overlay, heads, matrix</source>
        <translation>변형 어텐션 스트림 또는 --view overlay, heads, matrix</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>a text or --ids</source>
        <translation>텍스트 또는 --ids</translation>
    </message>
    <message>
        <source>a token id</source>
        <translation>토큰 id</translation>
    </message>
    <message>
        <source>a tokenizer, or --ids</source>
        <translation>토크나이저 또는 --ids</translation>
    </message>
    <message>
        <source>a tokenizer, or --target-ids</source>
        <translation>토크나이저 또는 --target-ids</translation>
    </message>
    <message>
        <source>a trace file</source>
        <translation>트레이스 파일</translation>
    </message>
    <message>
        <source>a type of traces</source>
        <translation>트레이스의 형식</translation>
    </message>
    <message>
        <source>a whole header</source>
        <translation>온전한 헤더</translation>
    </message>
    <message>
        <source>a whole picture</source>
        <translation>온전한 그림</translation>
    </message>
    <message>
        <source>a writable place with enough room</source>
        <translation>쓸 수 있고 공간이 충분한 곳</translation>
    </message>
    <message>
        <source>an archive as torch.jit.save writes it</source>
        <translation>torch.jit.save가 쓴 묶음 파일</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>배열</translation>
    </message>
    <message>
        <source>an entry naming this shard</source>
        <translation>이 샤드를 가리키는 항목</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>an integer from 0 to 2^63 - 1</source>
        <translation>0부터 2^63 - 1까지의 정수</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>at least 1 × 1</source>
        <translation>1 × 1 이상</translation>
    </message>
    <message>
        <source>at least 1 × 1 pixels</source>
        <translation>1 × 1픽셀 이상</translation>
    </message>
    <message>
        <source>at least 2 (or --view matrix)</source>
        <translation>2 이상(또는 --view matrix)</translation>
    </message>
    <message>
        <source>at least 8 bytes</source>
        <translation>8바이트 이상</translation>
    </message>
    <message>
        <source>at least one 1</source>
        <translation>1이 하나 이상</translation>
    </message>
    <message>
        <source>at least one of each</source>
        <translation>각각 하나 이상</translation>
    </message>
    <message>
        <source>at most 30000 a side and 400 million (a lower dpi)</source>
        <translation>한 변 30000, 모두 4억 이하(dpi를 낮추세요)</translation>
    </message>
    <message>
        <source>auto, cpu or cuda[:N]</source>
        <translation>auto, cpu 또는 cuda[:N]</translation>
    </message>
    <message>
        <source>booleans</source>
        <translation>참·거짓 값</translation>
    </message>
    <message>
        <source>cpu: this build runs on the CPU</source>
        <translation>cpu: 이 빌드는 CPU에서 실행됨</translation>
    </message>
    <message>
        <source>csv or json</source>
        <translation>csv 또는 json</translation>
    </message>
    <message>
        <source>deformable attention</source>
        <translation>변형 어텐션</translation>
    </message>
    <message>
        <source>each map twice as large as the next (sides that are multiples of the last stride)</source>
        <translation>각 맵이 다음 맵의 두 배 크기(변이 마지막 보폭의 배수)</translation>
    </message>
    <message>
        <source>fewer than 8 or a multiple of 8</source>
        <translation>8 미만 또는 8의 배수</translation>
    </message>
    <message>
        <source>finite values</source>
        <translation>유한한 값</translation>
    </message>
    <message>
        <source>finite values or −inf</source>
        <translation>유한한 값 또는 −inf</translation>
    </message>
    <message>
        <source>float32, float16 or bfloat16</source>
        <translation>float32, float16 또는 bfloat16</translation>
    </message>
    <message>
        <source>float32, float16, bfloat16, float64, int64 or bool</source>
        <translation>float32, float16, bfloat16, float64, int64 또는 bool</translation>
    </message>
    <message>
        <source>heads, matrix, graph, overlay, points, receptive, rollout or stats</source>
        <translation>heads, matrix, graph, overlay, points, receptive, rollout 또는 stats</translation>
    </message>
    <message>
        <source>letters, digits, _ - . and not "text"</source>
        <translation>글자, 숫자, _ - . 그리고 "text"가 아닌 이름</translation>
    </message>
    <message>
        <source>linear, root or log</source>
        <translation>linear, root 또는 log</translation>
    </message>
    <message>
        <source>model.safetensors (transformers' save_pretrained writes it)</source>
        <translation>model.safetensors(transformers의 save_pretrained가 씀)</translation>
    </message>
    <message>
        <source>model.safetensors or model.safetensors.index.json</source>
        <translation>model.safetensors 또는 model.safetensors.index.json</translation>
    </message>
    <message>
        <source>no --dtype</source>
        <translation>--dtype 없이</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>목표 문장 없음</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>one feature map (or --view matrix)</source>
        <translation>특징 맵 하나(또는 --view matrix)</translation>
    </message>
    <message>
        <source>one head, mean or max</source>
        <translation>헤드 하나, mean 또는 max</translation>
    </message>
    <message>
        <source>one or two before a template</source>
        <translation>템플릿 앞에 하나 또는 둘</translation>
    </message>
    <message>
        <source>one that this session keeps</source>
        <translation>이 세션이 가진 것</translation>
    </message>
    <message>
        <source>org/name or org/name@revision</source>
        <translation>조직/이름 또는 조직/이름@리비전</translation>
    </message>
    <message>
        <source>patches (or --view matrix, graph)</source>
        <translation>패치(또는 --view matrix, graph)</translation>
    </message>
    <message>
        <source>png, svg, pdf, csv, json or npy</source>
        <translation>png, svg, pdf, csv, json 또는 npy</translation>
    </message>
    <message>
        <source>points and weights</source>
        <translation>점과 가중치</translation>
    </message>
    <message>
        <source>positions that its queries and keys have</source>
        <translation>그 쿼리와 키에 있는 위치</translation>
    </message>
    <message>
        <source>preprocessor_config.json, or --pixels</source>
        <translation>preprocessor_config.json 또는 --pixels</translation>
    </message>
    <message>
        <source>shape × dtype bytes</source>
        <translation>모양 × dtype 바이트</translation>
    </message>
    <message>
        <source>square maps over one axis</source>
        <translation>한 축 위의 정사각 맵</translation>
    </message>
    <message>
        <source>stem, stages of basic or bottleneck layers</source>
        <translation>줄기, 기본 층이나 병목 층의 단계</translation>
    </message>
    <message>
        <source>the CPU, or a device whose kernels are loaded</source>
        <translation>CPU 또는 커널이 올라온 장치</translation>
    </message>
    <message>
        <source>the tensor that the index puts here</source>
        <translation>색인이 여기에 둔 텐서</translation>
    </message>
    <message>
        <source>token ids</source>
        <translation>토큰 id</translation>
    </message>
    <message>
        <source>tokenizer.json, vocab.txt, or vocab.json and merges.txt</source>
        <translation>tokenizer.json, vocab.txt 또는 vocab.json과 merges.txt</translation>
    </message>
    <message>
        <source>two different finite numbers</source>
        <translation>서로 다른 유한한 두 수</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>weights (or --view matrix)</source>
        <translation>가중치(또는 --view matrix)</translation>
    </message>
    <message>
        <source>weights from 0 to 1</source>
        <translation>0부터 1까지의 가중치</translation>
    </message>
    <message>
        <source>what torch.jit.save writes</source>
        <translation>torch.jit.save가 쓴 파일</translation>
    </message>
    <message>
        <source>whole bytes</source>
        <translation>온전한 바이트</translation>
    </message>
    <message>
        <source>0 sites</source>
        <translation>층 0개</translation>
    </message>
    <message>
        <source>a byte above 1</source>
        <translation>1보다 큰 바이트</translation>
    </message>
    <message>
        <source>a byte order mark</source>
        <translation>바이트 순서 표시</translation>
    </message>
    <message>
        <source>a checkpoint without code</source>
        <translation>코드가 없는 체크포인트</translation>
    </message>
    <message>
        <source>a device or a pipe</source>
        <translation>장치나 파이프</translation>
    </message>
    <message>
        <source>a name or metadata that is not UTF-8</source>
        <translation>UTF-8이 아닌 이름이나 메타데이터</translation>
    </message>
    <message>
        <source>a name taken already</source>
        <translation>이미 쓰인 이름</translation>
    </message>
    <message>
        <source>a part of it</source>
        <translation>일부</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>a run without any</source>
        <translation>어텐션이 없는 실행</translation>
    </message>
    <message>
        <source>a shape that overflows 64 bits</source>
        <translation>64비트를 넘는 모양</translation>
    </message>
    <message>
        <source>a window</source>
        <translation>표시 범위</translation>
    </message>
    <message>
        <source>a zero byte</source>
        <translation>0 바이트</translation>
    </message>
    <message>
        <source>a zip archive without data.pkl</source>
        <translation>data.pkl이 없는 zip 파일</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>another shape</source>
        <translation>다른 모양</translation>
    </message>
    <message>
        <source>damaged or cut-off data</source>
        <translation>손상되었거나 잘린 데이터</translation>
    </message>
    <message>
        <source>more files</source>
        <translation>더 많은 파일</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>둘 다 없음</translation>
    </message>
    <message>
        <source>neither a bundled name, a folder, nor a repository in the local Hub cache</source>
        <translation>내장 모델 이름도, 폴더도, 로컬 Hub 캐시의 저장소도 아님</translation>
    </message>
    <message>
        <source>no --image</source>
        <translation>--image 없음</translation>
    </message>
    <message>
        <source>no --trust-code</source>
        <translation>--trust-code 없음</translation>
    </message>
    <message>
        <source>no "headlight" in its metadata</source>
        <translation>메타데이터에 "headlight" 없음</translation>
    </message>
    <message>
        <source>no config.json</source>
        <translation>config.json 없음</translation>
    </message>
    <message>
        <source>no method forward</source>
        <translation>forward 메서드 없음</translation>
    </message>
    <message>
        <source>no object</source>
        <translation>객체 없음</translation>
    </message>
    <message>
        <source>no pixels</source>
        <translation>픽셀 없음</translation>
    </message>
    <message>
        <source>no queries or no keys</source>
        <translation>쿼리나 키가 없음</translation>
    </message>
    <message>
        <source>no regular file</source>
        <translation>일반 파일이 아님</translation>
    </message>
    <message>
        <source>no snapshot with a config.json</source>
        <translation>config.json이 있는 스냅숏이 없음</translation>
    </message>
    <message>
        <source>no such entry</source>
        <translation>그런 항목이 없음</translation>
    </message>
    <message>
        <source>no unknown token (unk_id)</source>
        <translation>미등록 토큰(unk_id) 없음</translation>
    </message>
    <message>
        <source>no visible pixel</source>
        <translation>보이는 픽셀 없음</translation>
    </message>
    <message>
        <source>no visible position</source>
        <translation>보이는 위치 없음</translation>
    </message>
    <message>
        <source>none: the model found nothing</source>
        <translation>없음: 모델이 아무것도 찾지 못함</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>other first bytes</source>
        <translation>다른 첫 바이트</translation>
    </message>
    <message>
        <source>positions that do not fit the map</source>
        <translation>맵과 맞지 않는 위치</translation>
    </message>
    <message>
        <source>queries that are tokens</source>
        <translation>토큰인 쿼리</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>the file's end</source>
        <translation>파일의 끝</translation>
    </message>
    <message>
        <source>two entries of one name</source>
        <translation>이름이 같은 두 항목</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1~%2</translation>
    </message>
    <message>
        <source>%1 to %2, mean or max</source>
        <translation>%1~%2, mean 또는 max</translation>
    </message>
    <message>
        <source>%1 to %2, or all</source>
        <translation>%1~%2 또는 all</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>토큰 %1개</translation>
    </message>
    <message>
        <source>%1 positions</source>
        <translation>위치 %1개</translation>
    </message>
    <message>
        <source>%1 pixels</source>
        <translation>%1픽셀</translation>
    </message>
    <message>
        <source>%1 levels</source>
        <translation>레벨 %1개</translation>
    </message>
    <message>
        <source>%1 detections</source>
        <translation>검출 %1개</translation>
    </message>
    <message>
        <source>at most %1 bytes</source>
        <translation>%1바이트 이하</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>토큰 %1개 이하</translation>
    </message>
    <message>
        <source>at most %1 cells</source>
        <translation>셀 %1개 이하</translation>
    </message>
    <message>
        <source>at least %1 mm</source>
        <translation>%1 mm 이상</translation>
    </message>
    <message>
        <source>at most %1 (or --view matrix)</source>
        <translation>%1 이하(또는 --view matrix)</translation>
    </message>
    <message>
        <source>at most %1, or one --query</source>
        <translation>%1 이하 또는 --query 하나</translation>
    </message>
    <message>
        <source>at most %1 links (or --view matrix)</source>
        <translation>연결 %1개 이하(또는 --view matrix)</translation>
    </message>
    <message>
        <source>%1 × %2 cells</source>
        <translation>%1 × %2 셀</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 픽셀</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>그런 파일이 없음</translation>
    </message>
    <message>
        <source>teaching model: very small, trained on generated data so that its attention can be read</source>
        <translation>교육용 모델: 매우 작고, 어텐션을 읽을 수 있도록 생성한 데이터로 학습함</translation>
    </message>
    <message>
        <source>a fused attention of unusual dimensions is left out</source>
        <translation>특이한 차원의 융합 어텐션은 뺐음</translation>
    </message>
    <message>
        <source>sampling points whose weights have another layout are left out</source>
        <translation>가중치 배치가 다른 샘플링 점은 뺐음</translation>
    </message>
    <message>
        <source>a softmax over products of two activations that weighs no values is left out</source>
        <translation>두 활성값의 곱에 대한 소프트맥스가 값에 가중치를 주지 않아 뺐음</translation>
    </message>
    <message>
        <source>attention to the same keys several times in one module (in chunks of queries, say) is shown as a layer each time</source>
        <translation>한 모듈이 같은 키에 여러 번 주의를 기울이면(예: 쿼리를 나누어) 매번 한 층로 보임</translation>
    </message>
    <message>
        <source>weights are changed after their softmax and shown as they reach the values, their scores as logarithms</source>
        <translation>가중치가 소프트맥스 뒤에 바뀌어, 값에 닿는 그대로 보이고 점수는 그 로그임</translation>
    </message>
    <message>
        <source>weights are scaled after their softmax and shown as they were before</source>
        <translation>가중치가 소프트맥스 뒤에 배율이 바뀌어, 그 전의 모습으로 보임</translation>
    </message>
    <message>
        <source>weights are changed after their softmax and shown as they were before</source>
        <translation>가중치가 소프트맥스 뒤에 바뀌어, 그 전의 모습으로 보임</translation>
    </message>
    <message>
        <source>softmaxes are added up on their way to the values and each is shown as it was before</source>
        <translation>여러 소프트맥스가 값에 닿기 전에 더해져, 각각 그 전의 모습으로 보임</translation>
    </message>
    <message>
        <source>positions that are not the text&apos;s tokens (another sequence, or channels) are only numbered</source>
        <translation>텍스트의 토큰이 아닌 위치(다른 시퀀스나 채널)는 번호만 붙임</translation>
    </message>
    <message>
        <source>the export&apos;s description is damaged</source>
        <translation>내보낸 파일의 설명이 손상됨</translation>
    </message>
    <message>
        <source>height and width, each from 1 to 16384</source>
        <translation>높이와 너비, 각각 1~16384</translation>
    </message>
    <message>
        <source>names by number: {&quot;0&quot;: &quot;person&quot;, …}</source>
        <translation>번호별 이름: {&quot;0&quot;: &quot;person&quot;, …}</translation>
    </message>
    <message>
        <source>a config.txt that is no JSON object with names and imgsz</source>
        <translation>names와 imgsz가 있는 JSON 객체가 아닌 config.txt</translation>
    </message>
    <message>
        <source>code that LibTorch cannot read</source>
        <translation>LibTorch가 읽을 수 없는 코드</translation>
    </message>
    <message>
        <source>sequences whose positions cannot be told are only numbered</source>
        <translation>위치를 알 수 없는 시퀀스는 번호만 붙임</translation>
    </message>
    <message>
        <source>outputs are kept as they are, not read as boxes</source>
        <translation>출력은 상자로 읽지 않고 그대로 둠</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>수용장</translation>
    </message>
    <message>
        <source>windows of %1 positions: where they lie is not known</source>
        <translation>위치 %1개의 창: 어디에 놓이는지 알 수 없음</translation>
    </message>
    <message>
        <source>a softmax that weighs values, but whose scores are no product of two activations, is left out</source>
        <translation>소프트맥스가 값에 가중치를 주지만 점수가 두 활성값의 곱이 아니어서 뺐음</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>모델 불러오는 중</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Reading the input</source>
        <translation>입력 읽는 중</translation>
    </message>
    <message>
        <source>config.json names no model_type</source>
        <translation>config.json에 model_type이 없음</translation>
    </message>
    <message>
        <source>family not supported</source>
        <translation>지원하지 않는 계열</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>[1, 3, height, width]</source>
        <translation>[1, 3, 높이, 너비]</translation>
    </message>
    <message>
        <source>a gradient of zero</source>
        <translation>0인 기울기</translation>
    </message>
    <message>
        <source>a model of pictures</source>
        <translation>그림을 읽는 모델</translation>
    </message>
    <message>
        <source>a model of texts has no receptive field over pixels</source>
        <translation>텍스트 모델에는 픽셀에 대한 수용장이 없음</translation>
    </message>
    <message>
        <source>a model that is read from a folder</source>
        <translation>폴더에서 읽은 모델</translation>
    </message>
    <message>
        <source>a number ≥ 1</source>
        <translation>1 이상의 수</translation>
    </message>
    <message>
        <source>a place in the part of the picture that the model reads</source>
        <translation>모델이 읽는 그림 부분 안의 자리</translation>
    </message>
    <message>
        <source>a smaller picture</source>
        <translation>더 작은 그림</translation>
    </message>
    <message>
        <source>no pixel moves the feature at this place</source>
        <translation>이 자리의 특징을 바꾸는 픽셀이 없음</translation>
    </message>
    <message>
        <source>no room for a receptive field</source>
        <translation>수용장을 둘 공간이 없음</translation>
    </message>
    <message>
        <source>not enough memory for a receptive field</source>
        <translation>수용장을 계산할 메모리가 부족함</translation>
    </message>
    <message>
        <source>the backbone could not run</source>
        <translation>백본을 실행할 수 없음</translation>
    </message>
    <message>
        <source>the model's input does not show this place</source>
        <translation>모델의 입력에 이 자리가 보이지 않음</translation>
    </message>
    <message>
        <source>which layers are this model's backbone is not known, so there is no receptive field</source>
        <translation>이 모델의 어느 층이 백본인지 알 수 없어 수용장이 없음</translation>
    </message>
    <message>
        <source>at most %1×%2</source>
        <translation>%1×%2 이하</translation>
    </message>
    <message>
        <source>another answer came back</source>
        <translation>다른 답이 돌아옴</translation>
    </message>
    <message>
        <source>an input that it takes</source>
        <translation>그 모델이 받는 입력</translation>
    </message>
    <message>
        <source>the TorchScript file could not run</source>
        <translation>TorchScript 파일을 실행하지 못함</translation>
    </message>
    <message>
        <source>attention of %1 dimensions: all between the first and the last two are taken for heads</source>
        <translation>%1차원 어텐션: 첫째와 마지막 둘 사이의 차원은 모두 헤드로 봄</translation>
    </message>
    <message>
        <source>--tokenizer DIR with a preprocessor_config.json</source>
        <translation>preprocessor_config.json이 있는 --tokenizer DIR</translation>
    </message>
    <message>
        <source>--tokenizer DIR</source>
        <translation>--tokenizer DIR 지정</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>파일을 살펴보는 중</translation>
    </message>
    <message>
        <source>a TorchScript file holds none</source>
        <translation>TorchScript 파일에는 없습니다</translation>
    </message>
    <message>
        <source>a pixel is not a number</source>
        <translation>픽셀 값이 수가 아닙니다</translation>
    </message>
    <message>
        <source>finite numbers</source>
        <translation>유한한 수</translation>
        <source>a Hugging Face folder</source>
        <translation>Hugging Face 폴더</translation>
    </message>
    <message>
        <source>a box has no tokens</source>
        <translation>상자에는 토큰이 없음</translation>
    </message>
    <message>
        <source>a box that a query's box is centred in</source>
        <translation>쿼리 상자의 중심이 들어 있는 상자</translation>
    </message>
    <message>
        <source>a layer and a head of the model's own</source>
        <translation>모델에 있는 층과 헤드</translation>
    </message>
    <message>
        <source>a stream of the model</source>
        <translation>모델에 있는 스트림</translation>
    </message>
    <message>
        <source>a word has no place here</source>
        <translation>여기에는 단어가 있을 수 없음</translation>
    </message>
    <message>
        <source>all, box:x%1,y%2,x%3,y%4, detections:N or class:NAME</source>
        <translation>all, box:x%1,y%2,x%3,y%4, detections:N 또는 class:NAME</translation>
    </message>
    <message>
        <source>an axis of tokens</source>
        <translation>토큰 축</translation>
    </message>
    <message>
        <source>box: or detections:</source>
        <translation>box: 또는 detections:</translation>
    </message>
    <message>
        <source>detections have no tokens</source>
        <translation>검출에는 토큰이 없음</translation>
    </message>
    <message>
        <source>heads of a TorchScript file cannot be switched off</source>
        <translation>TorchScript 파일의 헤드는 끌 수 없음</translation>
    </message>
    <message>
        <source>no query in this box</source>
        <translation>이 상자 안에 쿼리가 없음</translation>
    </message>
    <message>
        <source>no such position</source>
        <translation>그런 위치가 없음</translation>
    </message>
    <message>
        <source>a word of %1</source>
        <translation>%1의 단어</translation>
    </message>
    <message>
        <source>a word of what is written</source>
        <translation>쓰인 글의 단어</translation>
    </message>
    <message>
        <source>no such word</source>
        <translation>그런 단어가 없음</translation>
    </message>
    <message>
        <source>numbers or ranges from %1, as %2-%3</source>
        <translation>%1부터의 수 또는 %2-%3 같은 범위</translation>
    </message>
    <message>
        <source>one detection</source>
        <translation>검출 하나</translation>
    </message>
    <message>
        <source>the session&apos;s answers cannot be read</source>
        <translation>세션에 저장된 답을 읽을 수 없음</translation>
    </message>
    <message>
        <source>base64 of numbers</source>
        <translation>숫자들의 base64</translation>
    </message>
    <message>
        <source>a number that is no mass</source>
        <translation>질량이 아닌 숫자</translation>
    </message>
    <message>
        <source>finite numbers from 0</source>
        <translation>0 이상의 유한한 숫자</translation>
    </message>
    <message>
        <source>site, layer and head of each</source>
        <translation>헤드마다 자리, 층, 헤드 번호</translation>
    </message>
    <message>
        <source>that of the numbers</source>
        <translation>숫자들의 합</translation>
    </message>
    <message>
        <source>lists of %1 texts</source>
        <translation>텍스트 %1개로 된 목록</translation>
    </message>
    <message>
        <source>sampling points are in no such place</source>
        <translation>샘플링 점은 그런 곳에 있지 않음</translation>
    </message>
    <message>
        <source>unknown positions</source>
        <translation>알 수 없는 위치</translation>
    </message>
    <message>
        <source>word: or tokens:</source>
        <translation>word: 또는 tokens:</translation>
    </message>
    <message>
        <source>wrong box</source>
        <translation>잘못된 상자</translation>
    </message>
    <message>
        <source>wrong positions</source>
        <translation>잘못된 위치</translation>
    </message>
    <message>
        <source>x%1,y%2,x%3,y%4 in pixels of the picture, x%5 &lt; x%6, y%7 &lt; y%8</source>
        <translation>그림 픽셀의 x%1,y%2,x%3,y%4 (x%5 &lt; x%6, y%7 &lt; y%8)</translation>
    </message>
    <message>
        <source>[3, H, W], H and W from 1</source>
        <translation>[3, H, W], H와 W는 1부터</translation>
    </message>
    <message>
        <source>an array that NumPy's save wrote</source>
        <translation>NumPy의 save가 쓴 배열</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>빈 파일</translation>
    </message>
    <message>
        <source>wrong number of tokens</source>
        <translation>토큰 수가 맞지 않습니다</translation>
    </message>
    <message>
        <source>a head is switched off or set to its mean</source>
        <translation>헤드는 끄거나 평균으로 둘 수 있습니다</translation>
    </message>
    <message>
        <source>a stream whose queries and keys are the same tokens or patches</source>
        <translation>쿼리와 키가 같은 토큰이나 패치인 스트림</translation>
    </message>
    <message>
        <source>a stream, layer, head and positions of the model's own</source>
        <translation>모델에 있는 스트림, 층, 헤드, 위치</translation>
    </message>
    <message>
        <source>heads with maps of different sizes cannot be compared</source>
        <translation>맵의 크기가 다른 헤드는 비교할 수 없습니다</translation>
    </message>
    <message>
        <source>no attention of this run can be changed so</source>
        <translation>이 실행에는 그렇게 바꿀 어텐션이 없습니다</translation>
    </message>
    <message>
        <source>no such head in the stream</source>
        <translation>이 스트림에 그런 헤드가 없습니다</translation>
    </message>
    <message>
        <source>off or mean</source>
        <translation>off 또는 mean</translation>
    </message>
    <message>
        <source>off:L.H, mean:L.H, hide:L.H:qN:kN, even:L.H:qN, only:L.H:qN:kN or move:L.H:qN:lN:pN:DX,DY; L a layer or all, STREAM/L.H in one stream</source>
        <translation>off:L.H, mean:L.H, hide:L.H:qN:kN, even:L.H:qN, only:L.H:qN:kN, move:L.H:qN:lN:pN:DX,DY; L은 층 또는 all, STREAM/L.H는 한 스트림</translation>
    </message>
    <message>
        <source>patterns are those of self-attention over tokens or patches</source>
        <translation>패턴은 토큰이나 패치의 셀프 어텐션에만 있습니다</translation>
    </message>
    <message>
        <source>rows of a padded batch cannot be changed</source>
        <translation>패딩이 있는 묶음의 행은 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>sampling point is not a number</source>
        <translation>샘플링 점이 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>the attention of a TorchScript file cannot be made anew</source>
        <translation>TorchScript 파일의 어텐션은 다시 만들 수 없습니다</translation>
    </message>
    <message>
        <source>this model's attention cannot be made anew</source>
        <translation>이 모델의 어텐션은 다시 만들 수 없습니다</translation>
    </message>
    <message>
        <source>attention map cannot be read on a device</source>
        <translation>어텐션 맵을 장치에서 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>a start without error</source>
        <translation>오류 없는 시작</translation>
    </message>
    <message>
        <source>float32 [n, positions] over a square map, beside it</source>
        <translation>정사각 맵에 대한 float32 [n, 위치 수], 그 밖에는</translation>
    </message>
    <message>
        <source>float32, bfloat16 or inputs</source>
        <translation>float32, bfloat16 또는 inputs</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>inputs</translation>
    </message>
    <message>
        <source>lengths of the values</source>
        <translation>값 벡터의 길이</translation>
    </message>
    <message>
        <source>one whose multiples the extent begins and ends at, with ⌈size / bin⌉ cells</source>
        <translation>범위가 그 배수에서 시작하고 끝나며 칸 수가 ⌈크기 / 구간⌉인 값</translation>
    </message>
    <message>
        <source>rows changed by an intervention</source>
        <translation>개입으로 바뀐 행</translation>
    </message>
    <message>
        <source>the device cannot compute a map</source>
        <translation>장치가 맵을 계산할 수 없습니다</translation>
    </message>
    <message>
        <source>wrong number of keys</source>
        <translation>잘못된 키 수</translation>
    </message>
    <message>
        <source>wrong bins</source>
        <translation>잘못된 구간</translation>
    </message>
    <message>
        <source>the attention of a TorchScript file cannot be changed</source>
        <translation>TorchScript 파일의 어텐션은 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>the trace keeps no values, so what a key adds is not known</source>
        <translation>트레이스에 값 벡터가 없어 키가 더하는 것을 알 수 없습니다</translation>
    </message>
    <message>
        <source>weight or score</source>
        <translation>가중치 또는 점수</translation>
    </message>
    <message>
        <source>wrong change of attention</source>
        <translation>어텐션 변경이 잘못되었습니다</translation>
    </message>
    <message>
        <source>NaN or infinity</source>
        <translation>NaN 또는 무한대</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>기여</translation>
    </message>
    <message>
        <source>the session file cannot be read</source>
        <translation>세션 파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>a value as Headlight writes it</source>
        <translation>Headlight가 쓰는 값</translation>
    </message>
    <message>
        <source>this is no session of Headlight</source>
        <translation>Headlight의 세션이 아닙니다</translation>
    </message>
    <message>
        <source>another file or format</source>
        <translation>다른 파일 또는 형식</translation>
    </message>
    <message>
        <source>this file cannot be read</source>
        <translation>이 파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>what a word's tokens add has no common length</source>
        <translation>한 단어의 토큰이 더하는 것에는 공통 길이가 없음</translation>
    </message>
    <message>
        <source>contributions</source>
        <translation>기여</translation>
    </message>
    <message>
        <source>weights or scores</source>
        <translation>가중치나 점수</translation>
    </message>
    <message>
        <source>a session file of this version</source>
        <translation>이 버전의 세션 파일</translation>
    </message>
    <message>
        <source>%1-bit grey above %2 is white to the model, as its own loader reads it</source>
        <translation>%1비트 회색은 %2보다 크면 모델에 흰색으로 보임: 모델의 원래 로더가 그렇게 읽음</translation>
    </message>
    <message>
        <source>the picture's values reach %1, and a window of values (--window) shows them</source>
        <translation>그림의 값은 최대 %1, 값 범위(--window)를 정하면 보임</translation>
    </message>
    <message>
        <source>not in the model's vocabulary, read as %1</source>
        <translation>모델의 어휘에 없어 %1(으)로 읽음</translation>
    </message>
    <message>
        <source>no such object in the picture</source>
        <translation>그림에 그런 객체가 없음</translation>
    </message>
    <message>
        <source>a picture in which something is found</source>
        <translation>무언가 검출된 그림</translation>
    </message>
    <message>
        <source>the mask chooses nothing</source>
        <translation>마스크가 아무것도 고르지 않음</translation>
    </message>
    <message>
        <source>nothing of this layer lies there</source>
        <translation>그 자리에 이 층의 것이 없음</translation>
    </message>
    <message>
        <source>this picture has no mask</source>
        <translation>이 그림의 마스크가 없음</translation>
    </message>
    <message>
        <source>there is no region</source>
        <translation>영역이 없음</translation>
    </message>
    <message>
        <source>wrong part of the picture</source>
        <translation>그림의 부분이 잘못됨</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>field %1</source>
        <translation>%1 필드</translation>
    </message>
    <message>
        <source>tensor %1</source>
        <translation>%1 텐서</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>바이트 %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>position %1</source>
        <translation>위치 %1</translation>
    </message>
    <message>
        <source>found %1</source>
        <translation>찾은 것: %1</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>기대한 것: %1</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>token numbers</source>
        <translation>토큰 번호</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>raw pixels</source>
        <translation>원시 픽셀</translation>
    </message>
    <message>
        <source>a second text</source>
        <translation>두 번째 텍스트</translation>
    </message>
    <message>
        <source>a target</source>
        <translation>목표 문장</translation>
    </message>
    <message>
        <source>a tokenizer's folder</source>
        <translation>토크나이저 폴더</translation>
    </message>
    <message>
        <source>Window and level: Full or 1–99 %</source>
        <translation>윈도우와 레벨: 전체 또는 1–99 %</translation>
    </message>
    <message>
        <source>the number of beams</source>
        <translation>빔의 수</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>외 %1개</translation>
    </message>
</context>
<context>
    <name>headlight::ui::Transport</name>
    <message>
        <source>Keep this frame as a run of its own, to compare it</source>
        <translation>비교할 수 있도록 이 프레임을 별도 실행으로 남기기</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>한 프레임 뒤로</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>한 프레임 앞으로</translation>
    </message>
    <message>
        <source>Again from the beginning</source>
        <translation>처음부터 반복</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Frames that are played</source>
        <translation>재생할 프레임</translation>
    </message>
    <message>
        <source>Every frame</source>
        <translation>모든 프레임</translation>
    </message>
    <message>
        <source>1 frame in %1</source>
        <translation>%1프레임마다</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Frame %1 · %2 in all</source>
        <translation>프레임 %1 · 모두 %2개</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RawFrame</name>
    <message>
        <source>Frame without attention</source>
        <translation>어텐션 없는 프레임</translation>
    </message>
</context>
<context>
    <name>headlight::ui::AddedView</name>
    <message>
        <source>share of the output</source>
        <translation>출력에서 차지하는 비율</translation>
    </message>
    <message>
        <source>Which heads look here?</source>
        <translation>어느 헤드가 여기를 보는가?</translation>
    </message>
    <message>
        <source>Switch this link off</source>
        <translation>이 연결 끄기</translation>
    </message>
    <message>
        <source>What a key adds</source>
        <translation>키가 더하는 것</translation>
    </message>
    <message>
        <source>What %1 adds</source>
        <translation>%1의 기여</translation>
    </message>
    <message>
        <source>v of %1</source>
        <translation>%1의 v</translation>
    </message>
    <message>
        <source>Σ w · v, the head&apos;s output for %1</source>
        <translation>Σ w · v, %1에 대한 헤드의 출력</translation>
    </message>
    <message>
        <source>What the point adds</source>
        <translation>점이 더하는 것</translation>
    </message>
    <message>
        <source>v, the mean of the four cells</source>
        <translation>v, 네 칸의 평균</translation>
    </message>
    <message>
        <source>Σ w · v, the head&apos;s output</source>
        <translation>Σ w · v, 헤드의 출력</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CornerView</name>
    <message>
        <source>Bilinear sampling</source>
        <translation>쌍선형 샘플링</translation>
    </message>
    <message>
        <source>the value is the mean of four cells by their shares</source>
        <translation>값은 네 칸의 몫에 따른 평균</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>행 %1, 열 %2</translation>
    </message>
    <message>
        <source>outside, 0</source>
        <translation>밖, 0</translation>
    </message>
    <message>
        <source>level</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>%1 of %2 × %3 cells</source>
        <translation>%1 · %2 × %3칸</translation>
    </message>
    <message>
        <source>point in cells</source>
        <translation>칸 단위 위치</translation>
    </message>
    <message>
        <source>in the picture</source>
        <translation>그림에서</translation>
    </message>
    <message>
        <source>|value| of the mean</source>
        <translation>평균의 |값|</translation>
    </message>
</context>
<context>
    <name>headlight::ui::FormulaView</name>
    <message>
        <source>rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>rollout below</source>
        <translation>아래 층 롤아웃</translation>
    </message>
    <message>
        <source>mean weights × rollout below</source>
        <translation>평균 가중치 × 아래 층 롤아웃</translation>
    </message>
    <message>
        <source>scale 1/√%1</source>
        <translation>배율 1/√%1</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>hidden: padding</source>
        <translation>가려짐: 패딩</translation>
    </message>
    <message>
        <source>hidden: the key comes later</source>
        <translation>가려짐: 뒤에 오는 키</translation>
    </message>
    <message>
        <source>hidden: another window</source>
        <translation>가려짐: 다른 창</translation>
    </message>
    <message>
        <source>hidden: by a change</source>
        <translation>가려짐: 변경에 의해</translation>
    </message>
    <message>
        <source>hidden: by the bias</source>
        <translation>가려짐: 편향에 의해</translation>
    </message>
    <message>
        <source>q · k</source>
        <translation>q · k</translation>
    </message>
    <message>
        <source>mask, no bias</source>
        <translation>마스크, 편향 없음</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>log-sum-exp of the row</source>
        <translation>행의 log-sum-exp</translation>
    </message>
    <message>
        <source>score − lse</source>
        <translation>점수 − lse</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>weight × |v|</source>
        <translation>가중치 × |v|</translation>
    </message>
    <message>
        <source>Choose a key</source>
        <translation>키를 고르세요</translation>
    </message>
    <message numerus="yes">
        <source>rank %1 of %2 keys</source>
        <translation>
            <numerusform>키 %2개 중 %1위</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as one word: %2 = %3</source>
        <translation>%1 한 단어로: %2 = %3</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ProductView</name>
    <message>
        <source>dimension %1</source>
        <translation>차원 %1</translation>
    </message>
    <message>
        <source>Query times key, by dimension</source>
        <translation>차원별 쿼리 곱하기 키</translation>
    </message>
    <message>
        <source>dimension %1: %2 × %3 = %4</source>
        <translation>차원 %1: %2 × %3 = %4</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>Query times key</source>
        <translation>쿼리 곱하기 키</translation>
    </message>
    <message>
        <source>each pair of bars multiplied; their sum is the score before scaling</source>
        <translation>막대 쌍의 곱, 그 합이 배율 전 점수</translation>
    </message>
    <message>
        <source>running</source>
        <translation>누적</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>합</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RowTable</name>
    <message>
        <source>rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>below</source>
        <translation>아래 층</translation>
    </message>
    <message>
        <source>what comes from each key</source>
        <translation>키마다 오는 것</translation>
    </message>
    <message>
        <source>%1: score %2, weight %3, rollout %4</source>
        <translation>%1: 점수 %2, 가중치 %3, 롤아웃 %4</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Softmax of the row and values</source>
        <translation>행의 소프트맥스와 값</translation>
    </message>
    <message>
        <source>%1: score %2, weight %3, adds %4, %5 of the output</source>
        <translation>%1: 점수 %2, 가중치 %3, 기여 %4, 출력의 %5</translation>
    </message>
    <message>
        <source>max %1 · lse %2</source>
        <translation>최댓값 %1 · lse %2</translation>
    </message>
    <message>
        <source>Softmax of the row</source>
        <translation>행의 소프트맥스</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>what each key brings</source>
        <translation>키마다 더하는 것</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>score s</source>
        <translation>점수 s</translation>
    </message>
    <message>
        <source>exp(s − max)</source>
        <translation>exp(s − 최대)</translation>
    </message>
    <message>
        <source>weight = exp(s − lse)</source>
        <translation>가중치 = exp(s − lse)</translation>
    </message>
    <message>
        <source>of the output</source>
        <translation>출력 비율</translation>
    </message>
    <message numerus="yes">
        <source>and %1 more keys %2</source>
        <translation>
            <numerusform>그 밖의 키 %1개 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>sum</source>
        <translation>합</translation>
    </message>
</context>
<context>
    <name>headlight::ui::SampleTable</name>
    <message>
        <source>Sampling points of the head</source>
        <translation>헤드의 샘플링 점</translation>
    </message>
    <message>
        <source>level %1, point %2</source>
        <translation>레벨 %1, 점 %2</translation>
    </message>
    <message>
        <source>%1: at %2, weight %3, adds %4</source>
        <translation>%1: 위치 %2, 가중치 %3, 기여 %4</translation>
    </message>
    <message>
        <source>Points of the head</source>
        <translation>헤드의 점</translation>
    </message>
    <message>
        <source>their weights sum to 1 over all levels</source>
        <translation>가중치의 합은 모든 레벨에서 1</translation>
    </message>
    <message>
        <source>level and point</source>
        <translation>레벨과 점</translation>
    </message>
    <message>
        <source>offset, px</source>
        <translation>오프셋, px</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>|value|</source>
        <translation>|값|</translation>
    </message>
    <message>
        <source>w · |value|</source>
        <translation>w · |값|</translation>
    </message>
    <message>
        <source>%1: at %2, weight %3, adds %4, %5 of the output</source>
        <translation>%1: 위치 %2, 가중치 %3, 더함 %4, 출력의 %5</translation>
    </message>
    <message>
        <source>of output</source>
        <translation>출력 비율</translation>
    </message>
</context>
<context>
    <name>headlight::ui::SampleView</name>
    <message>
        <source>reference point, px</source>
        <translation>기준점, px</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>sampling point</source>
        <translation>샘플링 점</translation>
    </message>
    <message>
        <source>weight of the point</source>
        <translation>점의 가중치</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ScoreParts</name>
    <message>
        <source>What makes the score</source>
        <translation>점수를 만드는 것</translation>
    </message>
    <message>
        <source>dimension %1: %2 × %3 = %4</source>
        <translation>차원 %1: %2 × %3 = %4</translation>
    </message>
    <message>
        <source>dim %1</source>
        <translation>차원 %1</translation>
    </message>
    <message numerus="yes">
        <source>other %1 dimensions</source>
        <translation>
            <numerusform>다른 %1개 차원</numerusform>
        </translation>
    </message>
    <message>
        <source>q · k</source>
        <translation>q · k</translation>
    </message>
    <message>
        <source>× scale %1</source>
        <translation>× 배율 %1</translation>
    </message>
    <message>
        <source>score, with bias</source>
        <translation>점수(편향 포함)</translation>
    </message>
    <message>
        <source>cosine of q and k</source>
        <translation>q와 k의 코사인</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ValueStrips</name>
    <message>
        <source>v of %1</source>
        <translation>%1의 v</translation>
    </message>
    <message>
        <source>Σ w · v, the head&apos;s output for %1</source>
        <translation>Σ w · v, %1에 대한 헤드 출력</translation>
    </message>
    <message>
        <source>0 · √ scale</source>
        <translation>0 · √ 척도</translation>
    </message>
</context>
<context>
    <name>headlight::ui::WeightPage</name>
    <message>
        <source>Take the heaviest key</source>
        <translation>가장 무거운 키 선택</translation>
    </message>
    <message>
        <source>“%1” is the query. Click a key in the matrix or the graph to see, number by number, how the weight on it comes about.</source>
        <translation>쿼리는 “%1”입니다. 행렬이나 그래프의 키를 누르면 그 가중치가 어떻게 생기는지 숫자 하나하나 보입니다.</translation>
    </message>
    <message>
        <source>No key chosen</source>
        <translation>선택한 키 없음</translation>
    </message>
    <message>
        <source>Choose a query</source>
        <translation>쿼리 선택</translation>
    </message>
    <message>
        <source>A weight belongs to a query and a key. Click a cell of the matrix or a token to take its weight apart.</source>
        <translation>가중치는 쿼리와 키 하나씩에 속합니다. 행렬의 칸이나 토큰을 누르면 그 가중치를 풀어 봅니다.</translation>
    </message>
    <message>
        <source>Weight and its row</source>
        <translation>가중치와 그 행</translation>
    </message>
    <message>
        <source>Sampling points</source>
        <translation>샘플링 점</translation>
    </message>
    <message>
        <source>Query times key, by dimension</source>
        <translation>차원별 쿼리 곱하기 키</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>아직 실행하지 않음</translation>
    </message>
    <message>
        <source>How one weight comes about, number by number.</source>
        <translation>가중치 하나가 어떻게 나오는지 숫자 하나하나.</translation>
    </message>
    <message>
        <source>%1 dimensions a head</source>
        <translation>헤드당 %1차원</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>No detection chosen</source>
        <translation>고른 검출 없음</translation>
    </message>
    <message>
        <source>Choose a detection to see how its sampling points come about.</source>
        <translation>검출을 고르면 샘플링 점이 어떻게 나오는지 보입니다.</translation>
    </message>
    <message>
        <source>No query chosen</source>
        <translation>고른 쿼리 없음</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>every token</source>
        <translation>모든 토큰</translation>
    </message>
    <message>
        <source>%1 patches</source>
        <translation>패치 %1개</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>단어 %1개</translation>
    </message>
</context>
<context>
    <name>headlight::ui::AnswerColumn</name>
    <message>
        <source>How specific is %1</source>
        <translation>%1: 얼마나 특정한가</translation>
    </message>
    <message>
        <source>it is the answer</source>
        <translation>답과 같음</translation>
    </message>
    <message>
        <source>none; the answer's</source>
        <translation>없음, 답의 헤드</translation>
    </message>
    <message>
        <source>Mean of all heads</source>
        <translation>모든 헤드 평균</translation>
    </message>
    <message>
        <source>Choose where to look; the head that puts most there then stands here.</source>
        <translation>볼 곳을 고르세요. 그곳을 가장 많이 보는 헤드가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>the most mass</source>
        <translation>질량이 가장 큰 헤드</translation>
    </message>
    <message>
        <source>the largest share</source>
        <translation>비율이 가장 큰 헤드</translation>
    </message>
    <message>
        <source>Selected head</source>
        <translation>선택한 헤드</translation>
    </message>
    <message>
        <source>Choose this head</source>
        <translation>이 헤드 선택</translation>
    </message>
    <message>
        <source>Head %3 puts the most of %1 on %2: %4.</source>
        <translation>%1에서 %2(으)로 가장 많이 보내는 헤드는 %3: %4.</translation>
    </message>
    <message>
        <source>Turn round to see how much it puts there.</source>
        <translation>뒤집으면 그곳에 얼마나 두는지 보입니다.</translation>
    </message>
    <message>
        <source>Of what lands on %4, %1 of %2 heads get more from %3 than from a query on average; the most is %5 with %6.</source>
        <translation>%4에 모이는 것 가운데, 헤드 %2개 중 %1개가 평균 쿼리보다 %3에서 더 많이 받습니다. 가장 큰 것은 %5, %6.</translation>
    </message>
    <message>
        <source>share of all that lands there</source>
        <translation>그곳에 모인 것 전체에서의 비율</translation>
    </message>
    <message>
        <source>None of %1 heads puts any of %2 on %3.</source>
        <translation>헤드 %1개 중 어느 것도 %2에서 %3 쪽을 보지 않습니다.</translation>
    </message>
    <message>
        <source>Evenly spread</source>
        <translation>고르게 퍼질 때</translation>
    </message>
    <message>
        <source>Above evenly spread</source>
        <translation>고른 분포보다 높은 헤드</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>From every query, mean</source>
        <translation>모든 쿼리에서, 평균</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Open head</source>
        <translation>헤드 열기</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>질량</translation>
    </message>
    <message>
        <source>sum over keys, mean over queries</source>
        <translation>키의 합, 쿼리의 평균</translation>
    </message>
    <message>
        <source>How specific it is</source>
        <translation>얼마나 특정한가</translation>
    </message>
    <message>
        <source>Other questions</source>
        <translation>다른 질문</translation>
    </message>
    <message>
        <source>The way back</source>
        <translation>거꾸로</translation>
    </message>
    <message>
        <source>To these keys, from everywhere</source>
        <translation>모든 곳에서 이 키로</translation>
    </message>
    <message>
        <source>Which heads follow a pattern?</source>
        <translation>어느 헤드가 패턴을 따르는가?</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>층 %1, 헤드 %2</translation>
    </message>
    <message>
        <source>%1 of %2 heads put more of %3 on %4 than evenly spread weights would; the most is %5 with %6.</source>
        <translation>헤드 %2개 중 %1개가 고른 분포보다 더 많이 %3에서 %4 쪽을 봅니다. 가장 큰 것은 %5, %6.</translation>
    </message>
    <message numerus="yes">
        <source>Mean of %1 heads</source>
        <translation>
            <numerusform>헤드 %1개 평균</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>%1에서</translation>
    </message>
    <message>
        <source>Choose where it looks from to compare with every query.</source>
        <translation>어디서 보는지 고르면 모든 쿼리와 비교합니다.</translation>
    </message>
    <message>
        <source>It looks there %1 times as much from %2 as from a query on average.</source>
        <translation>%2에서는 평균 쿼리의 %1배만큼 그곳을 봅니다.</translation>
    </message>
    <message>
        <source>It looks there more from other queries than from %1.</source>
        <translation>%1보다 다른 쿼리에서 그곳을 더 많이 봅니다.</translation>
    </message>
    <message>
        <source>It looks there from nearly everywhere.</source>
        <translation>거의 모든 곳에서 그곳을 봅니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::AskModel</name>
    <message>
        <source>mass %1</source>
        <translation>질량 %1</translation>
    </message>
    <message>
        <source>share %1</source>
        <translation>비율 %1</translation>
    </message>
    <message>
        <source>the region</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>the box</source>
        <translation>상자</translation>
    </message>
    <message>
        <source>every box of %1</source>
        <translation>%1의 모든 상자</translation>
    </message>
</context>
<context>
    <name>headlight::ui::AskPage</name>
    <message>
        <source>Drag a box on the picture or brush over it (Ctrl takes away, the wheel sets the size), or click a detection. Without “from” it is asked from everywhere.</source>
        <translation>그림에 상자를 끌거나 칠하세요(Ctrl은 지우기, 휠은 크기). 검출을 눌러도 됩니다. “출발”를 고르지 않으면 모든 곳에서 묻습니다.</translation>
    </message>
    <message>
        <source>Click a word, drag over several, Ctrl click adds one; Delete in “from” asks from every token.</source>
        <translation>단어를 누르거나 끌어서 여러 개를 고르세요. Ctrl 누르기는 하나를 더하고, “출발” 줄의 Delete는 모든 토큰에서 묻습니다.</translation>
    </message>
    <message>
        <source>Choose a word</source>
        <translation>단어 선택</translation>
    </message>
    <message>
        <source>Click a word in the line “to”: every head is then ranked by how much it looks there.</source>
        <translation>“도착” 줄의 단어를 누르세요. 모든 헤드가 그곳을 보는 정도로 순위가 매겨집니다.</translation>
    </message>
    <message>
        <source>Drag a box over a place on the picture, or brush over it: every head is then ranked by how much it looks there.</source>
        <translation>그림의 한 곳에 상자를 끌거나 칠하세요. 모든 헤드가 그곳을 보는 정도로 순위가 매겨집니다.</translation>
    </message>
    <message>
        <source>Choose where to look</source>
        <translation>볼 곳을 고르세요</translation>
    </message>
    <message>
        <source>%1 share, √ scale</source>
        <translation>%1 비율, √ 척도</translation>
    </message>
    <message>
        <source>Of what lands on %2, the share from %1</source>
        <translation>%2에 모이는 것 가운데 %1에서 온 비율</translation>
    </message>
    <message>
        <source>Choose where it looks from.</source>
        <translation>어디서 보는지 고르세요.</translation>
    </message>
    <message>
        <source>Nothing looks back here: of all that lands there, the share that comes from here.</source>
        <translation>여기서는 아무것도 되돌아보지 않습니다: 그곳에 모인 것 전체 가운데 여기서 온 비율.</translation>
    </message>
    <message>
        <source>of all that each head puts on %2, the share that comes from %1</source>
        <translation>헤드마다 %2에 두는 것 전체 가운데 %1에서 온 비율</translation>
    </message>
    <message>
        <source>Many inputs</source>
        <translation>여러 입력</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>상자</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>붓</translation>
    </message>
    <message>
        <source>How a region is chosen</source>
        <translation>영역을 고르는 방법</translation>
    </message>
    <message>
        <source>Boxes of a class</source>
        <translation>클래스의 상자</translation>
    </message>
    <message>
        <source>Mask file…</source>
        <translation>마스크 파일…</translation>
    </message>
    <message>
        <source>Mask, white where it counts</source>
        <translation>마스크, 셀 곳이 흰색</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>No winners</source>
        <translation>상위 헤드 없음</translation>
    </message>
    <message>
        <source>No head puts anything there.</source>
        <translation>그곳을 보는 헤드가 없습니다.</translation>
    </message>
    <message>
        <source>Class…</source>
        <translation>클래스…</translation>
    </message>
    <message>
        <source>Only where queries and keys are the same positions.</source>
        <translation>쿼리와 키가 같은 위치일 때만 됩니다.</translation>
    </message>
    <message>
        <source>Mass from %1 to %2</source>
        <translation>%1에서 %2로의 질량</translation>
    </message>
    <message>
        <source>evenly spread</source>
        <translation>고른 분포</translation>
    </message>
    <message>
        <source>%1 mass, √ scale</source>
        <translation>질량 %1, √ 척도</translation>
    </message>
    <message>
        <source>A trace file holds no model that could run again.</source>
        <translation>트레이스 파일에는 다시 실행할 모델이 없습니다.</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>표로 복사</translation>
    </message>
    <message>
        <source>where they look from %1</source>
        <translation>%1에서 보는 곳</translation>
    </message>
    <message>
        <source>Which heads look from here to there?</source>
        <translation>어느 헤드가 여기서 저기를 보는가?</translation>
    </message>
    <message>
        <source>From here to there</source>
        <translation>여기서 저기로</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>Kind of question</source>
        <translation>질문의 종류</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation>뒤집기</translation>
    </message>
    <message>
        <source>from</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>to</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>What a drag chooses</source>
        <translation>끌기로 고르는 것</translation>
    </message>
    <message>
        <source>All heads, by layer</source>
        <translation>층별 모든 헤드</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>Winning heads</source>
        <translation>상위 헤드</translation>
    </message>
    <message>
        <source>Heads and their patterns</source>
        <translation>헤드와 그 패턴</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>아직 답 없음</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>mass that each head puts from %1 to %2</source>
        <translation>각 헤드가 %1에서 %2에 두는 질량</translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>헤드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>one scale, the asked-for weights outlined</source>
        <translation>같은 척도, 물은 가중치에 테두리</translation>
    </message>
    <message>
        <source>Run a sentence or a picture first.</source>
        <translation>먼저 문장이나 그림을 실행하세요.</translation>
    </message>
    <message>
        <source>Patterns are known for self-attention between tokens</source>
        <translation>패턴은 토큰 사이의 자기 어텐션에 대해 알려져 있습니다</translation>
    </message>
    <message>
        <source>Drag a box on the picture to ask which heads sample inside it.</source>
        <translation>그림에서 상자를 끌면 어느 헤드가 그 안을 샘플링하는지 묻습니다.</translation>
    </message>
    <message>
        <source>sampled: one query of every %1</source>
        <translation>표본: 쿼리 %1개마다 하나</translation>
    </message>
    <message>
        <source>Which heads follow a pattern?</source>
        <translation>어느 헤드가 패턴을 따르는가?</translation>
    </message>
    <message>
        <source>Of what lands there, which heads bring it from here?</source>
        <translation>저기에 모이는 것 가운데 여기에서 오는 것은 어느 헤드의 것인가?</translation>
    </message>
    <message>
        <source>Turn back</source>
        <translation>다시 뒤집기</translation>
    </message>
    <message>
        <source>winning heads</source>
        <translation>상위 헤드</translation>
    </message>
</context>
<context>
    <name>Winners</name>
    <message numerus="yes">
        <source>%1 of %2 points</source>
        <translation>
            <numerusform>점 %2개 중 %1개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadBars</name>
    <message>
        <source>head %1, %2, rank %3</source>
        <translation>헤드 %1, %2, 순위 %3</translation>
    </message>
    <message>
        <source>Mass of every head</source>
        <translation>모든 헤드의 질량</translation>
    </message>
    <message>
        <source>head %1, mass %2, rank %3</source>
        <translation>헤드 %1, 질량 %2, 순위 %3</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>evenly spread %1</source>
        <translation>고르게 퍼질 때 %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PatternList</name>
    <message>
        <source>Patterns</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>each head&apos;s own</source>
        <translation>헤드마다 따로</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 heads</source>
        <translation>
            <numerusform>%1: 헤드 %2개</numerusform>
        </translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>헤드</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PatternTable</name>
    <message>
        <source>itself</source>
        <translation>자기 자신</translation>
    </message>
    <message>
        <source>previous token</source>
        <translation>앞 토큰</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>다음 토큰</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>첫 토큰</translation>
    </message>
    <message>
        <source>delimiters</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>same word</source>
        <translation>같은 단어</translation>
    </message>
    <message>
        <source>same token elsewhere</source>
        <translation>다른 곳의 같은 토큰</translation>
    </message>
    <message>
        <source>induction</source>
        <translation>귀납</translation>
    </message>
    <message>
        <source>same text or sentence</source>
        <translation>같은 글이나 문장</translation>
    </message>
    <message>
        <source>fixed distance</source>
        <translation>고정 거리</translation>
    </message>
    <message>
        <source>Heads and their patterns</source>
        <translation>헤드와 그 패턴</translation>
    </message>
    <message>
        <source>head %1: no known pattern</source>
        <translation>헤드 %1: 알려진 패턴 없음</translation>
    </message>
    <message>
        <source>head %1: %2, weight %3, by chance %4</source>
        <translation>헤드 %1: %2, 가중치 %3, 우연 %4</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>weight on its keys · line: by chance</source>
        <translation>패턴 키의 가중치 · 선: 우연</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>우연</translation>
    </message>
    <message>
        <source>no known pattern</source>
        <translation>알려진 패턴 없음</translation>
    </message>
    <message>
        <source>head %1: no known pattern, nearest %2, weight %3, by chance %4</source>
        <translation>헤드 %1: 알려진 패턴 없음, 가장 가까운 것: %2, 가중치 %3, 우연 %4</translation>
    </message>
    <message>
        <source>none; nearest %1</source>
        <translation>없음, 가장 가까운 것: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PictureRegion</name>
    <message>
        <source>Regions of the picture</source>
        <translation>그림의 영역</translation>
    </message>
    <message>
        <source>Arrow keys move the box, Shift and arrow keys size it, Return changes between from and to</source>
        <translation>화살표는 상자를 옮기고 Shift와 화살표는 크기를 바꾸며 Return은 시작과 끝을 바꿉니다</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>출발 %1</translation>
    </message>
    <message>
        <source>to</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>from</source>
        <translation>출발</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RankingTable</name>
    <message>
        <source>of what lands on %2, the share from %1</source>
        <translation>%2에 모이는 것 가운데 %1에서 온 비율</translation>
    </message>
    <message>
        <source>rank %1, head %2, %3</source>
        <translation>순위 %1, 헤드 %2, %3</translation>
    </message>
    <message>
        <source>Ranking of all heads</source>
        <translation>모든 헤드의 순위</translation>
    </message>
    <message>
        <source>rank %1, head %2, mass %3</source>
        <translation>%1위, 헤드 %2, 질량 %3</translation>
    </message>
    <message>
        <source>mass from %1 to %2</source>
        <translation>%1에서 %2로의 질량</translation>
    </message>
    <message>
        <source>row of %1</source>
        <translation>%1의 행</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TokenChooser</name>
    <message>
        <source>nothing chosen</source>
        <translation>선택 없음</translation>
    </message>
    <message>
        <source>every token</source>
        <translation>모든 토큰</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, 고름</translation>
    </message>
</context>
<context>
    <name>headlight::ui::WinnerMaps</name>
    <message>
        <source>winner %1, head %2, %3</source>
        <translation>우승 %1, 헤드 %2, %3</translation>
    </message>
    <message>
        <source>Winning heads</source>
        <translation>상위 헤드</translation>
    </message>
    <message>
        <source>winner %1, head %2, mass %3</source>
        <translation>상위 %1, 헤드 %2, 질량 %3</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CompareColumn</name>
    <message>
        <source>Sampling points have weights alone.</source>
        <translation>샘플링 점에는 가중치만 있습니다.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>More in A</source>
        <translation>A가 더 큰 곳</translation>
    </message>
    <message>
        <source>More in B</source>
        <translation>B가 더 큰 곳</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Layer of A</source>
        <translation>A의 층</translation>
    </message>
    <message>
        <source>Head of A</source>
        <translation>A의 헤드</translation>
    </message>
    <message>
        <source>Layer of B</source>
        <translation>B의 층</translation>
    </message>
    <message>
        <source>Head of B</source>
        <translation>B의 헤드</translation>
    </message>
    <message>
        <source>Input of B</source>
        <translation>B의 입력</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Raw score</source>
        <translation>원점수</translation>
    </message>
    <message>
        <source>Weight × |v|</source>
        <translation>가중치 × |v|</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A와 B 바꾸기</translation>
    </message>
    <message>
        <source>B of</source>
        <translation>B 입력</translation>
    </message>
    <message>
        <source>Whole difference</source>
        <translation>전체 차이</translation>
    </message>
    <message>
        <source>Jensen–Shannon</source>
        <translation>젠슨–섀넌</translation>
    </message>
    <message>
        <source>Mean |A − B|</source>
        <translation>평균 |A − B|</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>상관</translation>
    </message>
    <message>
        <source>Rank of B among like heads</source>
        <translation>닮은 헤드 중 B의 순위</translation>
    </message>
    <message>
        <source>this input</source>
        <translation>이 입력</translation>
    </message>
    <message>
        <source>in A, %1</source>
        <translation>A에서, %1</translation>
    </message>
    <message>
        <source>in B, %1</source>
        <translation>B에서, %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 bits</source>
        <translation>
            <numerusform>%1비트</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Text of B</source>
        <translation>B의 텍스트</translation>
    </message>
    <message>
        <source>Text of B, Enter runs it</source>
        <translation>B의 텍스트, Enter로 실행</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Folder of the other model</source>
        <translation>다른 모델의 폴더</translation>
    </message>
    <message>
        <source>Picture of B</source>
        <translation>B의 그림</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Running B: %1</source>
        <translation>B 실행 중: %1</translation>
    </message>
    <message>
        <source>A folder; the same input runs through its model and is then B</source>
        <translation>폴더를 고르면 같은 입력을 그 모델로 실행해 B로 삼습니다</translation>
    </message>
    <message>
        <source>Another input…</source>
        <translation>다른 입력…</translation>
    </message>
    <message>
        <source>A trace file holds no model that could run again.</source>
        <translation>트레이스 파일에는 다시 실행할 모델이 없습니다.</translation>
    </message>
    <message>
        <source>A text or picture; it runs through the model of A and is then B</source>
        <translation>텍스트나 그림을 고르면 A의 모델로 실행해 B로 삼습니다</translation>
    </message>
    <message>
        <source>Rank among changed heads</source>
        <translation>바뀐 헤드 중 순위</translation>
    </message>
    <message>
        <source>query → key, A − B</source>
        <translation>쿼리 → 키, A − B</translation>
    </message>
    <message>
        <source>What the decoder of B reads</source>
        <translation>B의 디코더가 읽는 것</translation>
    </message>
    <message>
        <source>Its translation; empty: B writes it</source>
        <translation>번역문, 비우면 B가 직접 씀</translation>
    </message>
    <message>
        <source>Another model…</source>
        <translation>다른 모델…</translation>
    </message>
    <message>
        <source>Row of B</source>
        <translation>B의 행</translation>
    </message>
    <message>
        <source>One row of B beside the row of the chosen query: two decoding steps, two words, two objects</source>
        <translation>고른 쿼리의 행 옆에 놓인 B의 한 행: 디코딩 단계 둘, 단어 둘, 객체 둘</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>every query</source>
        <translation>모든 쿼리</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CompareModel</name>
    <message>
        <source>rollout of layers 0–%1</source>
        <translation>층 0–%1의 롤아웃</translation>
    </message>
    <message>
        <source>rollout of layer 0</source>
        <translation>층 0의 롤아웃</translation>
    </message>
    <message>
        <source>Sampling points and weights of keys have no common map.</source>
        <translation>샘플링 점과 키의 가중치에는 공통된 맵이 없습니다.</translation>
    </message>
    <message>
        <source>The two pictures differ in size: their maps have no common cells.</source>
        <translation>두 그림의 크기가 달라 맵에 공통된 칸이 없습니다.</translation>
    </message>
    <message>
        <source>The other run has no attention of this kind.</source>
        <translation>다른 실행에는 이런 어텐션이 없습니다.</translation>
    </message>
    <message>
        <source>Maps are compared cell by cell up to %1 positions a side; the lists below are of the whole text.</source>
        <translation>맵은 한 변 %1개까지 칸마다 비교합니다. 아래 목록은 글 전체의 것입니다.</translation>
    </message>
    <message>
        <source>B is a head of the same run; choose another run as B.</source>
        <translation>B는 같은 실행의 헤드입니다. 다른 실행을 B로 고르세요.</translation>
    </message>
    <message>
        <source>The models differ in shape: %1 × %2 and %3 × %4 layers and heads.</source>
        <translation>두 모델의 형태가 다릅니다: 층과 헤드가 %1 × %2, %3 × %4입니다.</translation>
    </message>
    <message>
        <source>The pictures are cut into other patches: their maps have no common cells.</source>
        <translation>두 그림의 패치 나눔이 달라 맵에 공통된 칸이 없습니다.</translation>
    </message>
    <message>
        <source>Texts of this length are compared head by head only where their tokens are the same.</source>
        <translation>이 길이의 텍스트는 토큰이 같을 때만 헤드별로 비교합니다.</translation>
    </message>
    <message>
        <source>Only %1 of %2 tokens are in both texts: too few to say how far a head changed.</source>
        <translation>두 텍스트에 모두 있는 토큰이 %2개 중 %1개뿐이라 헤드가 얼마나 바뀌었는지 말하기에 너무 적습니다.</translation>
    </message>
    <message>
        <source>Choose a query: its row is compared with that of B.</source>
        <translation>쿼리를 고르세요. 그 행을 B의 행과 비교합니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ComparePage</name>
    <message>
        <source>All heads by two statistics</source>
        <translation>두 통계로 본 모든 헤드</translation>
    </message>
    <message>
        <source>All heads: %1 and %2</source>
        <translation>모든 헤드: %1, %2</translation>
    </message>
    <message>
        <source>bits from A</source>
        <translation>비트(A까지)</translation>
    </message>
    <message>
        <source>sampling points of %1</source>
        <translation>%1의 샘플링 점</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Attention of %1, and its difference</source>
        <translation>%1의 어텐션과 그 차이</translation>
    </message>
    <message>
        <source>Two maps and their difference</source>
        <translation>두 맵과 그 차이</translation>
    </message>
    <message>
        <source>Heads most like %1</source>
        <translation>%1 헤드와 가장 닮은 헤드</translation>
    </message>
    <message>
        <source>Jensen–Shannon divergence in bits, mean over the queries.</source>
        <translation>젠슨–섀넌 발산(비트), 쿼리의 평균.</translation>
    </message>
    <message>
        <source>Jensen–Shannon divergence in bits of the maps over the picture.</source>
        <translation>그림 위 맵의 젠슨–섀넌 발산(비트).</translation>
    </message>
    <message>
        <source>Distance of every head to %1</source>
        <translation>%1 헤드와 모든 헤드의 거리</translation>
    </message>
    <message>
        <source>Distance of every head to A</source>
        <translation>A와 모든 헤드의 거리</translation>
    </message>
    <message>
        <source>groups of like heads, by average linkage of their divergence</source>
        <translation>발산의 평균 연결로 묶은 닮은 헤드</translation>
    </message>
    <message>
        <source>0 same</source>
        <translation>0 같음</translation>
    </message>
    <message numerus="yes">
        <source>%1 bits unlike</source>
        <translation>
            <numerusform>%1비트 다름</numerusform>
        </translation>
    </message>
    <message>
        <source>Map of A</source>
        <translation>A의 맵</translation>
    </message>
    <message>
        <source>Map of B</source>
        <translation>B의 맵</translation>
    </message>
    <message>
        <source>Difference, A − B</source>
        <translation>차이, A − B</translation>
    </message>
    <message>
        <source>Two maps</source>
        <translation>두 맵</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>가로</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>세로</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>무리</translation>
    </message>
    <message>
        <source>What the colours mean</source>
        <translation>색의 뜻</translation>
    </message>
    <message>
        <source>Most like A</source>
        <translation>A와 닮은 순</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Distance to A</source>
        <translation>A와의 거리</translation>
    </message>
    <message>
        <source>Layer %1 · Head %2</source>
        <translation>층 %1 · 헤드 %2</translation>
    </message>
    <message>
        <source>warm: more in A, blue: more in B</source>
        <translation>따뜻한 색: A가 큼, 파랑: B가 큼</translation>
    </message>
    <message>
        <source>one scale</source>
        <translation>같은 척도</translation>
    </message>
    <message numerus="yes">
        <source>Jensen–Shannon, %1 other heads</source>
        <translation>
            <numerusform>젠슨–섀넌, 다른 헤드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>sampled: one query of every %1</source>
        <translation>표본: 쿼리 %1개마다 하나</translation>
    </message>
    <message>
        <source>click a head to make it B</source>
        <translation>헤드를 누르면 B가 됩니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>비교할 것 없음</translation>
    </message>
    <message>
        <source>Run a sentence or a picture first; a second one can be compared with it.</source>
        <translation>먼저 문장이나 그림을 실행하세요. 두 번째 것과 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>From A to B</source>
        <translation>A에서 B로</translation>
    </message>
    <message numerus="yes">
        <source>%1 bits, √ scale</source>
        <translation>
            <numerusform>%1비트, √ 척도</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed most from A to B</source>
        <translation>A에서 B로 많이 바뀐 순</translation>
    </message>
    <message numerus="yes">
        <source>Jensen–Shannon, %1 heads</source>
        <translation>
            <numerusform>젠슨–섀넌, 헤드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>maps pooled to %1 cells a side</source>
        <translation>한 변 %1칸으로 줄인 맵</translation>
    </message>
    <message>
        <source>Change of every head</source>
        <translation>모든 헤드의 변화</translation>
    </message>
    <message>
        <source>click a head to see it in both</source>
        <translation>헤드를 누르면 양쪽에서 보입니다</translation>
    </message>
    <message>
        <source>bits from A to B</source>
        <translation>비트(A에서 B까지)</translation>
    </message>
    <message>
        <source>Heads by their change between %1</source>
        <translation>%1 사이에 바뀐 정도로 본 헤드</translation>
    </message>
    <message>
        <source>Change of every head between %1</source>
        <translation>%1 사이 모든 헤드의 변화</translation>
    </message>
    <message>
        <source>aligned by tokens, hatched: only in the other (+ B, − A)</source>
        <translation>토큰으로 맞춤, 빗금: 다른 쪽에만 있음 (+ B, − A)</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>연동</translation>
    </message>
    <message>
        <source>Zoom and cursor of all three maps</source>
        <translation>맵 세 개의 확대와 커서를 함께 움직입니다</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadScatter</name>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>All heads by two statistics</source>
        <translation>두 통계로 본 모든 헤드</translation>
    </message>
    <message>
        <source>entropy of the rows (bits)</source>
        <translation>행의 엔트로피(비트)</translation>
    </message>
    <message>
        <source>mean distance</source>
        <translation>평균 거리</translation>
    </message>
    <message>
        <source>on itself</source>
        <translation>자기 자신</translation>
    </message>
    <message>
        <source>on previous</source>
        <translation>앞 토큰</translation>
    </message>
    <message>
        <source>on next</source>
        <translation>다음 토큰</translation>
    </message>
    <message>
        <source>on first</source>
        <translation>첫 토큰</translation>
    </message>
    <message>
        <source>on separators</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>head %1: %2 %3, %4 %5</source>
        <translation>헤드 %1: %2 %3, %4 %5</translation>
    </message>
</context>
<context>
    <name>headlight::ui::IntervenePage</name>
    <message>
        <source>Choose a detection, here or in Output, to see its sampling points before and after.</source>
        <translation>여기서나 출력에서 검출을 고르면 앞뒤의 샘플링 점이 보입니다.</translation>
    </message>
    <message>
        <source>Choose the first</source>
        <translation>첫 검출 고르기</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>선택한 헤드</translation>
    </message>
    <message>
        <source>Most changed</source>
        <translation>가장 많이 바뀐 헤드</translation>
    </message>
    <message>
        <source>Whose maps are shown</source>
        <translation>어느 헤드의 맵을 보일지</translation>
    </message>
    <message>
        <source>No map changed.</source>
        <translation>바뀐 맵이 없습니다.</translation>
    </message>
    <message>
        <source>the most changed</source>
        <translation>가장 많이 바뀜</translation>
    </message>
    <message>
        <source>most by head %1.%2 (%3)</source>
        <translation>가장 크게 바꾸는 헤드 %1.%2 (%3)</translation>
    </message>
    <message>
        <source>How the sampled layer is shown</source>
        <translation>샘플링 층을 보이는 방법</translation>
    </message>
    <message>
        <source>running with these changes</source>
        <translation>이 변경으로 실행 중</translation>
    </message>
    <message>
        <source>written anew; the numbers while the decoder reads the words before</source>
        <translation>새로 씀. 숫자는 디코더가 이전 단어를 읽을 때</translation>
    </message>
    <message>
        <source>maps over the picture, before against after</source>
        <translation>그림 위의 맵, 이전과 이후</translation>
    </message>
    <message>
        <source>Sampling points before and after</source>
        <translation>이전과 이후의 샘플링 점</translation>
    </message>
    <message>
        <source>Points before and after</source>
        <translation>이전과 이후의 점</translation>
    </message>
    <message>
        <source>%1 before and after</source>
        <translation>이전과 이후의 %1</translation>
    </message>
    <message>
        <source>Maps before and after</source>
        <translation>이전과 이후의 맵</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>No detection chosen</source>
        <translation>고른 검출 없음</translation>
    </message>
    <message>
        <source>Output before and after</source>
        <translation>이전과 이후의 출력</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>The run with these changes was stopped before it answered.</source>
        <translation>이 변경을 적용한 실행이 답하기 전에 중지되었습니다.</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Interventions</source>
        <translation>개입</translation>
    </message>
    <message>
        <source>Take all out</source>
        <translation>모두 빼기</translation>
    </message>
    <message>
        <source>Weigh every head</source>
        <translation>모든 헤드 재기</translation>
    </message>
    <message>
        <source>Importance of every head</source>
        <translation>모든 헤드의 중요도</translation>
    </message>
    <message>
        <source>largest change %1</source>
        <translation>가장 큰 변화 %1</translation>
    </message>
    <message>
        <source>Map before</source>
        <translation>이전 맵</translation>
    </message>
    <message>
        <source>Map after</source>
        <translation>이후 맵</translation>
    </message>
    <message>
        <source>Difference, after − before</source>
        <translation>차이, 이후 − 이전</translation>
    </message>
    <message>
        <source>Change of every map</source>
        <translation>모든 맵의 변화</translation>
    </message>
    <message numerus="yes">
        <source>%1 bits, √ scale</source>
        <translation>
            <numerusform>%1비트, √ 척도</numerusform>
        </translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Most changed heads</source>
        <translation>가장 많이 바뀐 헤드</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Each head is switched off alone, from the last layer up; its cell says how far the output moved.</source>
        <translation>마지막 층부터 헤드를 하나씩 끕니다. 칸은 출력이 움직인 정도입니다.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>%1 % 완료</translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation>%1개 켜짐</translation>
    </message>
    <message>
        <source>nothing changed yet</source>
        <translation>아직 바꾼 것 없음</translation>
    </message>
    <message>
        <source>before and after</source>
        <translation>이전과 이후</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>아직 보일 것 없음</translation>
    </message>
    <message>
        <source>No maps to subtract</source>
        <translation>뺄 맵 없음</translation>
    </message>
    <message>
        <source>The output has other words than before, or the map is too large.</source>
        <translation>출력의 단어가 전과 다르거나 맵이 너무 큽니다.</translation>
    </message>
    <message>
        <source>mean over rows, before against after</source>
        <translation>행 평균, 이전과 이후</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>one scale, linked cursor</source>
        <translation>같은 척도, 이어진 커서</translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>헤드 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 heads</source>
        <translation>헤드 %2개 중 %1개</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서 재기</translation>
    </message>
    <message>
        <source>of maps pooled to %1 cells a side, mean over rows, before against after</source>
        <translation>한 변 %1칸으로 줄인 맵에서 행의 평균, 바꾸기 전과 후</translation>
    </message>
    <message>
        <source>with %1 in the text its likeliest tokens stand here</source>
        <translation>텍스트에 토큰 %1 하나를 넣으면 가장 그럴듯한 토큰이 여기 나타남</translation>
    </message>
</context>
<context>
    <name>headlight::ui::LikeTable</name>
    <message>
        <source>Heads most like A</source>
        <translation>A와 가장 닮은 헤드</translation>
    </message>
    <message>
        <source>%1: head %2, %3 bits from A</source>
        <translation>%1: 헤드 %2, A에서 %3비트</translation>
    </message>
    <message>
        <source>%1: head %2, %3 bits from A to B</source>
        <translation>%1: 헤드 %2, A에서 B까지 %3비트</translation>
    </message>
    <message>
        <source>distance from A to B</source>
        <translation>A에서 B까지의 거리</translation>
    </message>
    <message>
        <source>distance to A</source>
        <translation>A까지의 거리</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
</context>
<context>
    <name>Interventions</name>
    <message>
        <source>new: %1</source>
        <translation>새로: %1</translation>
    </message>
    <message>
        <source>every layer</source>
        <translation>모든 층</translation>
    </message>
    <message>
        <source>head %1 of every layer</source>
        <translation>모든 층의 헤드 %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
    <message>
        <source>head %1.%2</source>
        <translation>헤드 %1.%2</translation>
    </message>
    <message>
        <source>every query</source>
        <translation>모든 쿼리</translation>
    </message>
    <message>
        <source>every key</source>
        <translation>모든 키</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 끔</translation>
    </message>
    <message>
        <source>output is zero</source>
        <translation>출력이 0</translation>
    </message>
    <message>
        <source>%1 at its mean</source>
        <translation>%1 평균</translation>
    </message>
    <message>
        <source>mean over the input</source>
        <translation>입력 전체의 평균</translation>
    </message>
    <message>
        <source>“%1” hidden</source>
        <translation>“%1” 가림</translation>
    </message>
    <message>
        <source>as key, %1</source>
        <translation>키로서, %1</translation>
    </message>
    <message>
        <source>%1 → %2 cut</source>
        <translation>%1 → %2 끊음</translation>
    </message>
    <message>
        <source>%1, rescaled</source>
        <translation>%1, 다시 맞춤</translation>
    </message>
    <message>
        <source>row of %1 even</source>
        <translation>%1의 행을 고르게</translation>
    </message>
    <message>
        <source>%1 → %2 alone</source>
        <translation>%1 → %2만</translation>
    </message>
    <message>
        <source>points moved</source>
        <translation>점을 옮김</translation>
    </message>
    <message>
        <source>point %1 of level %2 moved</source>
        <translation>레벨 %2의 %1번 점을 옮김</translation>
    </message>
    <message>
        <source>points of level %1 moved</source>
        <translation>레벨 %1의 점을 옮김</translation>
    </message>
    <message>
        <source>point %1 of every level moved</source>
        <translation>모든 레벨의 %1번 점을 옮김</translation>
    </message>
    <message>
        <source>%1 %, %2 % · %3</source>
        <translation>%1 %, %2 % · %3</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>at mean</source>
        <translation>평균</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadGrid</name>
    <message>
        <source>group %1</source>
        <translation>무리 %1</translation>
    </message>
    <message>
        <source>head %1: %2</source>
        <translation>헤드 %1: %2</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>head %1: not known yet</source>
        <translation>헤드 %1: 아직 모름</translation>
    </message>
</context>
<context>
    <name>headlight::ui::InterveneModel</name>
    <message>
        <source>“%1” took the place of “%2”: a head is off or at its mean, not both.</source>
        <translation>“%2” 대신 “%1”: 헤드는 꺼져 있거나 평균이거나 둘 중 하나입니다.</translation>
    </message>
    <message>
        <source>Run a sentence or a picture first.</source>
        <translation>먼저 문장이나 그림을 실행하세요.</translation>
    </message>
    <message>
        <source>A trace file holds no model that could run again.</source>
        <translation>트레이스 파일에는 다시 실행할 모델이 없습니다.</translation>
    </message>
    <message>
        <source>The attention of a TorchScript file cannot be changed.</source>
        <translation>TorchScript 파일의 어텐션은 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1 자리</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 다음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ChangedMaps</name>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>After − before</source>
        <translation>이후 − 이전</translation>
    </message>
    <message>
        <source>blue: grew, warm: shrank</source>
        <translation>파랑: 커짐, 따뜻한 색: 작아짐</translation>
    </message>
    <message>
        <source>hatched: hidden</source>
        <translation>빗금: 가림</translation>
    </message>
    <message>
        <source>dashed: even row</source>
        <translation>파선: 고른 행</translation>
    </message>
    <message>
        <source>dot: the only key</source>
        <translation>점: 유일한 키</translation>
    </message>
</context>
<context>
    <name>headlight::ui::OutputView</name>
    <message>
        <source>probability of each written word</source>
        <translation>쓰인 단어마다의 확률</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Output before and after</source>
        <translation>이전과 이후의 출력</translation>
    </message>
    <message>
        <source>%1: before %2, after %3</source>
        <translation>%1: 이전 %2, 이후 %3</translation>
    </message>
    <message>
        <source>after</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>output, most changed number</source>
        <translation>출력, 가장 많이 바뀐 수</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>by</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>tokens %1</source>
        <translation>토큰: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StepList</name>
    <message>
        <source>Nothing is changed yet</source>
        <translation>아직 바꾼 것이 없습니다</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>단계 %1</translation>
    </message>
    <message>
        <source>Interventions, in order</source>
        <translation>개입, 순서대로</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>%1 after it: %2</source>
        <translation>그 뒤의 %1: %2</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>바꾸기 전: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 undone, Ctrl Shift Z brings them back</source>
        <translation>
            <numerusform>%1개 되돌림, Ctrl Shift Z로 되살립니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Given</name>
    <message>
        <source>This file cannot be read</source>
        <translation>이 파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>This file holds no text</source>
        <translation>이 파일에는 텍스트가 없습니다</translation>
    </message>
    <message>
        <source>“%1” reads text, not pictures</source>
        <translation>‘%1’ 모델은 그림이 아니라 텍스트를 읽습니다</translation>
    </message>
    <message>
        <source>“%1” reads pictures, not text</source>
        <translation>‘%1’ 모델은 텍스트가 아니라 그림을 읽습니다</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>그런 파일이 없습니다</translation>
    </message>
    <message>
        <source>Headlight does not open files of this kind</source>
        <translation>Headlight가 열 수 없는 종류의 파일입니다</translation>
    </message>
    <message>
        <source>It opens model folders, pictures, videos, texts (.txt, .md), TorchScript files, traces and sessions.</source>
        <translation>모델 폴더, 그림, 동영상, 텍스트(.txt, .md), TorchScript 파일, 트레이스, 세션을 엽니다.</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>A car in the sun</source>
        <translation>햇빛 속의 자동차</translation>
    </message>
    <message>
        <source>A bus in the rain</source>
        <translation>빗속의 버스</translation>
    </message>
    <message>
        <source>A tram at night</source>
        <translation>밤의 트램</translation>
    </message>
    <message>
        <source>Cyclists in the snow</source>
        <translation>눈 속의 자전거 타는 사람들</translation>
    </message>
    <message>
        <source>A truck in the sun</source>
        <translation>햇빛 속의 트럭</translation>
    </message>
    <message>
        <source>A car in fog</source>
        <translation>안개 속의 자동차</translation>
    </message>
    <message>
        <source>Two cars, a video</source>
        <translation>자동차 두 대, 동영상</translation>
    </message>
    <message>
        <source>What is heavy? it → wrench</source>
        <translation>무엇이 무거운가? it → wrench</translation>
    </message>
    <message>
        <source>Who is hungry? it → robot</source>
        <translation>누가 배고픈가? it → robot</translation>
    </message>
    <message>
        <source>An adjective changes places</source>
        <translation>형용사의 자리가 바뀝니다</translation>
    </message>
    <message>
        <source>Too tired: the animal</source>
        <translation>너무 지친 것: 동물</translation>
    </message>
    <message>
        <source>Too wide: the street</source>
        <translation>너무 넓은 것: 길</translation>
    </message>
    <message>
        <source>Which of the two is too small?</source>
        <translation>둘 중 무엇이 너무 작은가?</translation>
    </message>
</context>
<context>
    <name>headlight::ui::AddColumn</name>
    <message>
        <source>Points can be dragged on the picture, too.</source>
        <translation>그림 위에서 점을 끌 수도 있습니다.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Switch off the head</source>
        <translation>헤드 끄기</translation>
    </message>
    <message>
        <source>Head at its mean</source>
        <translation>헤드를 평균으로</translation>
    </message>
    <message>
        <source>Switch off the layer</source>
        <translation>층 끄기</translation>
    </message>
    <message>
        <source>Cut this link</source>
        <translation>이 연결 끊기</translation>
    </message>
    <message>
        <source>Hide key everywhere</source>
        <translation>키를 모든 곳에서 가리기</translation>
    </message>
    <message>
        <source>Make the row even</source>
        <translation>행을 고르게</translation>
    </message>
    <message>
        <source>Look at the key alone</source>
        <translation>이 키만 보기</translation>
    </message>
    <message>
        <source>Move the points</source>
        <translation>점 옮기기</translation>
    </message>
    <message>
        <source>Percent to the right</source>
        <translation>오른쪽으로 퍼센트</translation>
    </message>
    <message>
        <source>Percent down</source>
        <translation>아래로 퍼센트</translation>
    </message>
    <message>
        <source>x %</source>
        <translation>x %</translation>
    </message>
    <message>
        <source>y %</source>
        <translation>y %</translation>
    </message>
    <message>
        <source>Run a sentence or a picture first.</source>
        <translation>먼저 문장이나 그림을 실행하세요.</translation>
    </message>
    <message>
        <source>Only layers that sample points have any to move.</source>
        <translation>점을 샘플링하는 층에만 옮길 점이 있습니다.</translation>
    </message>
    <message>
        <source>This layer samples points; it has no single keys.</source>
        <translation>이 층은 점을 샘플링하므로 개별 키가 없습니다.</translation>
    </message>
    <message>
        <source>Choose a query first.</source>
        <translation>먼저 쿼리를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a key first.</source>
        <translation>먼저 키를 고르세요.</translation>
    </message>
    <message>
        <source>They act on the selection: %1</source>
        <translation>선택에 적용됩니다: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchTable</name>
    <message>
        <source>mean share</source>
        <translation>평균 비율</translation>
    </message>
    <message>
        <source>Mean mass of every head over the inputs</source>
        <translation>입력에 걸친 헤드별 평균 질량</translation>
    </message>
    <message numerus="yes">
        <source>rank %1, head %2, mean mass %3, standard deviation %4, %5 inputs</source>
        <translation>
            <numerusform>%1위, 헤드 %2, 평균 질량 %3, 표준 편차 %4, 입력 %5개</numerusform>
        </translation>
    </message>
    <message>
        <source>mean mass</source>
        <translation>평균 질량</translation>
    </message>
    <message>
        <source>± s.d.</source>
        <translation>± 표준 편차</translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchView</name>
    <message>
        <source>layers</source>
        <translation>층</translation>
    </message>
    <message numerus="yes">
        <source>%1 inputs left out</source>
        <translation>
            <numerusform>입력 %1개가 빠짐</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where to look: word:wrench, tokens:3-5, class:car …</source>
        <translation>볼 곳을 고르세요: word:wrench, tokens:3-5, class:car …</translation>
    </message>
    <message>
        <source>of one input</source>
        <translation>입력 하나</translation>
    </message>
    <message>
        <source>Of what lands on %2, the share from %1, mean of %3 inputs</source>
        <translation>%2에 모이는 것 가운데 %1에서 온 비율, 입력 %3개의 평균</translation>
    </message>
    <message>
        <source>Folder of masks, each named as its picture</source>
        <translation>사진과 같은 이름의 마스크가 든 폴더</translation>
    </message>
    <message>
        <source>Masks…</source>
        <translation>마스크…</translation>
    </message>
    <message>
        <source>all, word:wrench, tokens:3-5, region: what is chosen on the picture, part:x0,y0,x1,y1 in shares of each picture, mask:FILE or mask:FOLDER, class:car, detections:0; several apart by ;</source>
        <translation>all, word:wrench, tokens:3-5, region: 사진에서 고른 곳, 사진마다의 비율로 part:x0,y0,x1,y1, mask:파일 또는 mask:폴더, class:car, detections:0; 여럿은 ;로 나눔</translation>
    </message>
    <message>
        <source>Mean over the inputs</source>
        <translation>입력의 평균</translation>
    </message>
    <message>
        <source>all, word:wrench, tokens:3-5, part:x0,y0,x1,y1 in shares of each picture, class:car, detections:0; several apart by ;</source>
        <translation>all, word:wrench, tokens:3-5, part:x0,y0,x1,y1(그림 크기에 대한 비율), class:car, detections:0. 여럿은 ;로 나눕니다</translation>
    </message>
    <message>
        <source>Inputs, one a line</source>
        <translation>입력, 한 줄에 하나</translation>
    </message>
    <message>
        <source>Open a list…</source>
        <translation>목록 열기…</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>모두 실행</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>표 내보내기…</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>표 내보내기</translation>
    </message>
    <message>
        <source>Sentences, one a line</source>
        <translation>문장, 한 줄에 하나</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>그림 폴더</translation>
    </message>
    <message>
        <source>No pictures lie in %1.</source>
        <translation>%1에 그림이 없습니다.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>저장함: %1</translation>
    </message>
    <message>
        <source>Files of pictures, one a line</source>
        <translation>그림 파일, 한 줄에 하나</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Each input is run, ranked and let go; a stopped run goes on where it stopped.</source>
        <translation>입력마다 실행하고 순위를 매긴 뒤 놓아줍니다. 멈춘 실행은 멈춘 곳에서 이어집니다.</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>%2개 중 %1개 답함</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서</translation>
    </message>
    <message>
        <source>%1 inputs, bars with one standard deviation</source>
        <translation>입력 %1개, 막대에 표준 편차 하나</translation>
    </message>
    <message>
        <source>Write inputs beside, or open a list, and run them all.</source>
        <translation>옆에 입력을 쓰거나 목록을 열어 모두 실행하세요.</translation>
    </message>
    <message>
        <source>Mass from %1 to %2, mean of %3 inputs</source>
        <translation>%1에서 %2로의 질량, 입력 %3개 평균</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>모든 곳</translation>
    </message>
    <message>
        <source>Bars: mean; lines: one standard deviation to both sides.</source>
        <translation>막대: 평균, 선: 양쪽으로 표준 편차 하나.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>to</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1개 제외</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>아직 답 없음</translation>
    </message>
    <message>
        <source>winning heads</source>
        <translation>상위 헤드</translation>
    </message>
</context>
<context>
    <name>headlight::ui::NumbersColumn</name>
    <message>
        <source>Largest change of each output</source>
        <translation>출력마다 가장 큰 변화</translation>
    </message>
    <message>
        <source>All stay, with their weights</source>
        <translation>모두 그대로이며 가중치도 같음</translation>
    </message>
    <message>
        <source>Furthest moved points</source>
        <translation>가장 멀리 옮겨진 점</translation>
    </message>
    <message>
        <source>pixels, weight</source>
        <translation>픽셀, 가중치</translation>
    </message>
    <message>
        <source>level %1, point %2: %3 px</source>
        <translation>레벨 %1, 점 %2: %3 px</translation>
    </message>
    <message>
        <source>head %1, changed by %2 bits</source>
        <translation>헤드 %1, %2비트 바뀜</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Changed heads</source>
        <translation>바뀐 헤드</translation>
    </message>
    <message>
        <source>Position whose prediction is shown</source>
        <translation>예측을 보일 위치</translation>
    </message>
    <message>
        <source>Jensen–Shannon, bits</source>
        <translation>젠슨–섀넌, 비트</translation>
    </message>
    <message>
        <source>As text, for headlight ablate --change</source>
        <translation>글로, headlight ablate --change용</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>글로 복사</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>글로</translation>
    </message>
</context>
<context>
    <name>headlight::ui::PointBoard</name>
    <message>
        <source>After: points can be dragged</source>
        <translation>이후: 점을 끌 수 있음</translation>
    </message>
    <message>
        <source>Sampling points before</source>
        <translation>이전의 샘플링 점</translation>
    </message>
    <message>
        <source>Sampling points after</source>
        <translation>이후의 샘플링 점</translation>
    </message>
    <message>
        <source>Arrow keys go from point to point, Shift and arrow keys move one</source>
        <translation>화살표는 점 사이를 오가고 Shift와 화살표는 점을 옮깁니다</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>이후</translation>
    </message>
</context>
<context>
    <name>BarsFigure</name>
    <message>
        <source>and %1 more</source>
        <translation>외 %1개</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>layer.head</source>
        <translation>층.헤드</translation>
    </message>
</context>
<context>
    <name>InterveneFigures</name>
    <message>
        <source>Before: %1</source>
        <translation>이전: %1</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>이후: %1</translation>
    </message>
    <message>
        <source>Jensen–Shannon divergence of each map before and after, bits.</source>
        <translation>이전과 이후 맵마다의 젠슨–섀넌 발산(비트).</translation>
    </message>
    <message>
        <source>Output before and after</source>
        <translation>이전과 이후의 출력</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>after</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>Most changed heads</source>
        <translation>가장 많이 바뀐 헤드</translation>
    </message>
</context>
<context>
    <name>WeightFigures</name>
    <message>
        <source>Rollout of %1</source>
        <translation>%1의 롤아웃</translation>
    </message>
    <message>
        <source>Weights of the row of “%1”</source>
        <translation>“%1” 행의 가중치</translation>
    </message>
    <message>
        <source>%1 further keys have %2 together.</source>
        <translation>그 밖의 키 %1개는 모두 합해 %2.</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1의 가중치</translation>
    </message>
    <message numerus="yes">
        <source>Rank %1 of %2 keys.</source>
        <translation>
            <numerusform>키 %2개 중 %1위.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: q · k of %2, by dimension</source>
        <translation>%1: %2의 차원별 q · k</translation>
    </message>
    <message>
        <source>Their sum is %1, the score before scaling.</source>
        <translation>합은 %1, 배율 전 점수.</translation>
    </message>
    <message>
        <source>%1: sampling points</source>
        <translation>%1: 샘플링 점</translation>
    </message>
    <message>
        <source>level %1, point %2</source>
        <translation>레벨 %1, 점 %2</translation>
    </message>
</context>
<context>
    <name>Splats</name>
    <message>
        <source>every detection</source>
        <translation>모든 검출</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>other attention</source>
        <translation>다른 어텐션</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>헤드 %1</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>query</source>
        <translation>쿼리</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>what is shown</source>
        <translation>표시할 값</translation>
    </message>
    <message>
        <source>colour map</source>
        <translation>색상 맵</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>척도</translation>
    </message>
    <message>
        <source>range of colours</source>
        <translation>색 범위</translation>
    </message>
    <message>
        <source>one scale for all heads</source>
        <translation>모든 헤드에 같은 척도</translation>
    </message>
    <message>
        <source>special tokens</source>
        <translation>특수 토큰</translation>
    </message>
    <message>
        <source>merged subwords</source>
        <translation>하위 단어 합치기</translation>
    </message>
    <message>
        <source>which links</source>
        <translation>어떤 연결</translation>
    </message>
    <message>
        <source>what lies on the picture</source>
        <translation>그림 위에 놓이는 것</translation>
    </message>
    <message>
        <source>heads on the picture</source>
        <translation>그림 위의 헤드</translation>
    </message>
    <message>
        <source>levels on the picture</source>
        <translation>그림 위의 레벨</translation>
    </message>
    <message>
        <source>which points</source>
        <translation>어떤 점</translation>
    </message>
    <message>
        <source>which detections</source>
        <translation>어떤 검출</translation>
    </message>
    <message>
        <source>attention beside convolution</source>
        <translation>합성곱 옆의 어텐션</translation>
    </message>
    <message>
        <source>place of the receptive field</source>
        <translation>수용장의 위치</translation>
    </message>
    <message>
        <source>level of the receptive field</source>
        <translation>수용장의 레벨</translation>
    </message>
    <message>
        <source>how the picture is drawn</source>
        <translation>그림을 그리는 방식</translation>
    </message>
    <message>
        <source>add a change of attention</source>
        <translation>어텐션 변경 추가</translation>
    </message>
    <message>
        <source>take back a change of attention</source>
        <translation>어텐션 변경 되돌리기</translation>
    </message>
    <message>
        <source>changes of attention</source>
        <translation>어텐션 변경</translation>
    </message>
    <message>
        <source>what is compared</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>how heads are compared</source>
        <translation>헤드를 비교하는 방식</translation>
    </message>
    <message>
        <source>another run</source>
        <translation>다른 실행</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ChangesLine</name>
    <message>
        <source>Interventions</source>
        <translation>개입</translation>
    </message>
    <message>
        <source>Take back every change</source>
        <translation>모든 변경 되돌리기</translation>
    </message>
    <message numerus="yes">
        <source>%1 changes</source>
        <translation>
            <numerusform>변경 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>Intervene shows what they change. The other workspaces show the run without them.</source>
        <translation>개입 화면이 무엇이 달라지는지 보여 줍니다. 다른 화면은 변경이 없는 실행을 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>안내서</translation>
    </message>
    <message>
        <source>The guide is not among this program's files.</source>
        <translation>이 프로그램의 파일 가운데 안내서가 없습니다.</translation>
    </message>
</context>
<context>
    <name>ScatterFigure</name>
    <message>
        <source>heads of A</source>
        <translation>A의 헤드</translation>
    </message>
    <message>
        <source>heads of B</source>
        <translation>B의 헤드</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>층 %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::KindChoice</name>
    <message>
        <source>Only of self-attention over one axis, up to %1 positions.</source>
        <translation>한 축의 셀프 어텐션에서만, 위치 %1개까지.</translation>
    </message>
    <message>
        <source>All heads, from the first layer up to this one</source>
        <translation>첫 층부터 이 층까지 모든 헤드</translation>
    </message>
    <message>
        <source>Sampling points have weights alone.</source>
        <translation>샘플링 점에는 가중치만 있습니다.</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>롤아웃</translation>
    </message>
    <message>
        <source>Weight × |v|</source>
        <translation>가중치 × |v|</translation>
    </message>
    <message>
        <source>Raw score</source>
        <translation>원점수</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>표시</translation>
    </message>
</context>
<context>
    <name>headlight::ui::RecentRow</name>
    <message>
        <source>%1, not found</source>
        <translation>%1, 찾을 수 없음</translation>
    </message>
    <message>
        <source>%1. Delete takes it out of the list</source>
        <translation>%1. Delete 키로 목록에서 뺍니다</translation>
    </message>
    <message>
        <source>Not found. The cross, or Delete, takes it out of the list</source>
        <translation>찾을 수 없습니다. X 단추나 Delete 키로 목록에서 뺍니다</translation>
    </message>
    <message>
        <source>Delete takes it out of the list</source>
        <translation>Delete 키로 목록에서 뺍니다</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TileGrid</name>
    <message>
        <source>Tile %1 of %2</source>
        <translation>타일 %2개 중 %1번째</translation>
    </message>
    <message>
        <source>at %1, %2</source>
        <translation>%1, %2 위치</translation>
    </message>
    <message>
        <source>%1 found in %2</source>
        <translation>%2에서 %1개 찾음</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %1 of %2 tiles</source>
        <translation>
            <numerusform>멈춤: 타일 %2개 중 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tiles</source>
        <translation>
            <numerusform>타일 %1개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::GridBar</name>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Back to the objects of the run shown</source>
        <translation>보이는 실행의 객체로 돌아가기</translation>
    </message>
    <message>
        <source>What all tiles found, on the picture</source>
        <translation>모든 타일이 찾은 것을 그림 위에</translation>
    </message>
    <message>
        <source>All tiles again</source>
        <translation>모든 타일을 다시</translation>
    </message>
    <message>
        <source>No grid of tiles</source>
        <translation>타일 격자 없음</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TripleMaps</name>
    <message>
        <source>Hatched: tokens that one of the two texts has not.</source>
        <translation>빗금: 두 텍스트 중 한쪽에 없는 토큰.</translation>
    </message>
    <message>
        <source>Fit the whole map</source>
        <translation>전체 맞춤</translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchColumn</name>
    <message>
        <source>Over many inputs</source>
        <translation>여러 입력에 걸쳐</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>표준 편차</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Open head</source>
        <translation>헤드 열기</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>분포</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Show this input</source>
        <translation>이 입력 보기</translation>
    </message>
    <message>
        <source>falling mass</source>
        <translation>질량 내림차순</translation>
    </message>
    <message>
        <source>This input</source>
        <translation>이 입력</translation>
    </message>
    <message>
        <source>Chosen input</source>
        <translation>고른 입력</translation>
    </message>
    <message>
        <source>Once inputs are answered, mean and spread of the chosen head stand here, how its mass is distributed, and the inputs where it is largest.</source>
        <translation>입력에 답이 나오면 고른 헤드의 평균과 편차, 질량의 분포, 가장 큰 입력이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>the largest mean</source>
        <translation>가장 큰 평균</translation>
    </message>
    <message numerus="yes">
        <source>Mean share over %1 inputs, rank %2 of %3 heads.</source>
        <translation>
            <numerusform>입력 %1개의 평균 비율, 헤드 %3개 중 %2위.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean mass over %1 inputs, rank %2 of %3 heads.</source>
        <translation>
            <numerusform>입력 %1개의 평균 질량, 헤드 %3개 중 %2위.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::EvidenceTable</name>
    <message>
        <source>Evidence of the head, pattern by pattern</source>
        <translation>헤드의 패턴별 근거</translation>
    </message>
    <message>
        <source>%1: no query sees such keys</source>
        <translation>%1: 그런 키를 보는 쿼리 없음</translation>
    </message>
    <message>
        <source>%1: weight %2, by chance %3</source>
        <translation>%1: 가중치 %2, 우연 %3</translation>
    </message>
</context>
<context>
    <name>headlight::ui::InputsTable</name>
    <message>
        <source>Inputs in falling mass of the head</source>
        <translation>헤드의 질량 내림차순 입력</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Double click or Return shows it</source>
        <translation>두 번 클릭하거나 Return을 누르면 표시</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외</translation>
    </message>
</context>
<context>
    <name>headlight::ui::MassDistribution</name>
    <message>
        <source>Distribution of the head&apos;s mass over the inputs</source>
        <translation>입력에 걸친 헤드 질량의 분포</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1~%2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 inputs</source>
        <translation>
            <numerusform>%1: 입력 %2개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::PatternColumn</name>
    <message>
        <source>Selected head</source>
        <translation>선택한 헤드</translation>
    </message>
    <message>
        <source>Open head</source>
        <translation>헤드 열기</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>weight · line: by chance</source>
        <translation>가중치 · 선: 우연</translation>
    </message>
    <message>
        <source>none; the first of the layer</source>
        <translation>없음, 층의 첫 헤드</translation>
    </message>
    <message>
        <source>No pattern gets more weight than by chance.</source>
        <translation>우연보다 많은 가중치를 받는 패턴이 없습니다.</translation>
    </message>
    <message>
        <source>It goes %1 of the way from chance to all the weight; a label takes %2.</source>
        <translation>우연에서 전체 가중치까지의 %1만큼 갑니다. 이름은 %2부터 붙습니다.</translation>
    </message>
    <message>
        <source>Nearest: %1, with %2 of the way from chance to all the weight; a label takes %3.</source>
        <translation>가장 가까운 패턴: %1, 우연에서 전체 가중치까지의 %2. 이름은 %3부터 붙습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadTable</name>
    <message>
        <source>head</source>
        <translation>헤드</translation>
    </message>
</context>
<context>
    <name>headlight::ui::LeftOutTable</name>
    <message>
        <source>Inputs left out, by reason</source>
        <translation>빠진 입력, 이유별</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 inputs</source>
        <translation>
            <numerusform>%1: 입력 %2개</numerusform>
        </translation>
    </message>
</context>
</TS>

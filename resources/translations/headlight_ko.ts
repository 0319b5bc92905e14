<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>Actions</name>
    <message>
        <source>Open model folder…</source>
        <translation>모델 폴더 열기…</translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation>그림 열기…</translation>
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
        <translation>다음 탐지</translation>
    </message>
    <message>
        <source>Detection before</source>
        <translation>이전 탐지</translation>
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
        <translation>헤드 0만</translation>
    </message>
    <message>
        <source>Head 1 alone</source>
        <translation>헤드 1만</translation>
    </message>
    <message>
        <source>Head 2 alone</source>
        <translation>헤드 2만</translation>
    </message>
    <message>
        <source>Head 3 alone</source>
        <translation>헤드 3만</translation>
    </message>
    <message>
        <source>Head 4 alone</source>
        <translation>헤드 4만</translation>
    </message>
    <message>
        <source>Head 5 alone</source>
        <translation>헤드 5만</translation>
    </message>
    <message>
        <source>Head 6 alone</source>
        <translation>헤드 6만</translation>
    </message>
    <message>
        <source>Head 7 alone</source>
        <translation>헤드 7만</translation>
    </message>
    <message>
        <source>More detections, by a lower score</source>
        <translation>점수를 낮춰 탐지 더 보기</translation>
    </message>
    <message>
        <source>Fewer detections, by a higher score</source>
        <translation>점수를 높여 탐지 줄이기</translation>
    </message>
    <message>
        <source>Grey range: as stored, full, 1–99 %</source>
        <translation>회색 범위: 저장된 대로, 전체, 1–99 %</translation>
    </message>
    <message>
        <source>Attention beside convolution</source>
        <translation>어텐션과 합성곱 나란히</translation>
    </message>
    <message>
        <source>Points, map or links on the picture</source>
        <translation>그림 위: 점, 지도, 연결</translation>
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
        <source>patch %1, %2: %3</source>
        <translation>패치 %1, %2: %3</translation>
    </message>
    <message>
        <source>point %1</source>
        <translation>점 %1</translation>
    </message>
    <message>
        <source>head %1, level %2, weight %3, at %4, %5</source>
        <translation>헤드 %1, 단계 %2, 가중치 %3, 위치 %4, %5</translation>
    </message>
    <message>
        <source>weight in the box</source>
        <translation>상자 안 가중치</translation>
    </message>
    <message>
        <source>%1 of weight in the box</source>
        <translation>상자 안에 가중치의 %1</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>The picture %1 could not be read.</source>
        <translation>그림 %1을(를) 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>No weight between detections reaches %1.</source>
        <translation>검출 사이의 가중치가 %1에 이르지 않습니다.</translation>
    </message>
    <message>
        <source>Weight from detection %1</source>
        <translation>검출 %1의 가중치</translation>
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
        <translation>%1이(가) 보는 검출: %2</translation>
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
        <source>this cell of the feature map read</source>
        <translation>특징 맵의 이 칸이 읽은</translation>
    </message>
    <message>
        <source>Each mark is one of the %1 places (heads × levels × points) that %2 instead of the whole picture. Area and opacity show its weight; the weights of a head sum to 1.</source>
        <translation>표시 하나는 그림 전체 대신 %2 %1곳(헤드 × 단계 × 점) 가운데 하나입니다. 넓이와 불투명도는 가중치이며, 한 헤드의 가중치 합은 1입니다.</translation>
    </message>
    <message>
        <source>%1 of %2 points are shown</source>
        <translation>점 %2개 중 %1개 표시</translation>
    </message>
    <message>
        <source> (weight from %1)</source>
        <translation> (가중치 %1 이상)</translation>
    </message>
    <message>
        <source>%1 points lie outside the picture</source>
        <translation>점 %1개는 그림 밖에 있음</translation>
    </message>
    <message>
        <source>Layer by layer: box, points, weight in the box</source>
        <translation>층별: 상자, 점, 상자 안의 가중치</translation>
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
        <source>weight in the box</source>
        <translation>상자 안의 가중치</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>모든 헤드</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>단계</translation>
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
        <translation>각 맵: 그림 위 표본점의 가중치, %1.</translation>
    </message>
    <message>
        <source>all queries</source>
        <translation>모든 쿼리</translation>
    </message>
    <message>
        <source>Each cell: the weight of the sampling points in it.</source>
        <translation>각 칸: 그 안에 있는 표본점의 가중치.</translation>
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
        <source>detection %1 (%2, %3)</source>
        <translation>검출 %1 (%2, %3)</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>cell %1, %2 of level %3</source>
        <translation>단계 %3의 칸 %1, %2</translation>
    </message>
    <message>
        <source>head %1 · %2 · point %3</source>
        <translation>헤드 %1 · %2 · 점 %3</translation>
    </message>
    <message>
        <source>%1 × %2 tokens, each pixel the %3 of up to %4 × %5.</source>
        <translation>%1 × %2 토큰, 픽셀마다 최대 %4 × %5칸의 %3.</translation>
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
        <source>: %1 layers × %2 heads</source>
        <translation>: %1 층 × %2 헤드</translation>
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
        <source>Lines, thick to thin: around %1 of the weight on patches.</source>
        <translation>선은 굵은 것부터 패치 가중치의 %1을(를) 둘러쌈.</translation>
    </message>
    <message>
        <source>Where %1 looks: %2</source>
        <translation>%1이(가) 보는 곳: %2</translation>
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
        <translation>각 출력에서 입력 토큰이 차지하는 몫: 층마다 ½ (헤드 평균) + ½ 항등을 곱한 값.</translation>
    </message>
    <message>
        <source>: what each head does, on average over the queries</source>
        <translation>: 헤드별 특징, 쿼리 평균</translation>
    </message>
    <message>
        <source>Layers from top to bottom, heads from left to right.</source>
        <translation>위에서 아래로 층, 왼쪽에서 오른쪽으로 헤드.</translation>
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
        <source>patch %1, %2</source>
        <translation>패치 %1, %2</translation>
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
        <source>highest %1.%2: %3</source>
        <translation>최고 %1.%2: %3</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
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
        <translation>탐지, 점수 %1</translation>
    </message>
</context>
<context>
    <name>Scene</name>
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
        <source>patch %1, %2</source>
        <translation>패치 %1, %2</translation>
    </message>
    <message>
        <source>Encoder, sampling points</source>
        <translation>인코더, 샘플링 점</translation>
    </message>
    <message>
        <source>Decoder, sampling points</source>
        <translation>디코더, 샘플링 점</translation>
    </message>
    <message>
        <source>Decoder self-attention</source>
        <translation>디코더 셀프 어텐션</translation>
    </message>
    <message>
        <source>level %1, cell %2, %3</source>
        <translation>단계 %1, 칸 %2, %3</translation>
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
        <source>Float the panel</source>
        <translation>패널 띄우기</translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation>그림 전체 맞춤</translation>
    </message>
</context>
<context>
    <name>headlight::ui::CheatSheet</name>
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
        <translation>글을 입력하는 동안에는 한 글자 단축키가 쉽니다. Esc로 닫습니다.</translation>
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
        <source>Reads text? Name its tokenizer's folder</source>
        <translation>텍스트를 읽나요? 토크나이저 폴더를 알려 주세요</translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation>토크나이저: %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DetectionList</name>
    <message>
        <source>Detections</source>
        <translation>탐지</translation>
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
        <source>weight in box</source>
        <translation>상자 안 가중치</translation>
    </message>
    <message>
        <source>%1 of weight in the box</source>
        <translation>상자 안에 가중치의 %1</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>쿼리 %1</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>탐지</translation>
    </message>
    <message>
        <source>in box</source>
        <translation>상자 안</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DetectionsSection</name>
    <message>
        <source>Detections</source>
        <translation>탐지</translation>
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
        <source>The model's own threshold</source>
        <translation>모델의 원래 기준</translation>
    </message>
    <message>
        <source>Nothing reaches this score</source>
        <translation>이 점수에 이르는 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>headlight::ui::DropZone</name>
    <message>
        <source>Drop something here, or type a sentence</source>
        <translation>여기에 놓거나 문장을 입력하세요</translation>
    </message>
    <message>
        <source>Text · PNG, JPEG, WebP, TIFF · a Hugging Face folder · a trace</source>
        <translation>글 · PNG, JPEG, WebP, TIFF · Hugging Face 폴더 · 트레이스</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ExportDialog</name>
    <message>
        <source>Sampling points</source>
        <translation>표본점</translation>
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
        <source>Alignment graph</source>
        <translation>정렬 그래프</translation>
    </message>
    <message>
        <source>Map on the picture</source>
        <translation>그림 위의 지도</translation>
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
</context>
<context>
    <name>headlight::ui::FigurePanel</name>
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
        <source>Alignment graph</source>
        <translation>정렬 그래프</translation>
    </message>
    <message>
        <source>Links are drawn for up to 400 tokens; the matrix shows texts of any length.</source>
        <translation>연결선은 토큰 400개까지 그립니다. 행렬은 길이에 제한이 없습니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadSection</name>
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
        <source>share of weight in the box</source>
        <translation>상자 안 가중치 비율</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>헤드 %1</translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadsPanel</name>
    <message>
        <source>Heads</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>%1 layers × %2 heads</source>
        <translation>%1층 × %2헤드</translation>
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
        <source>weight of the sampled points</source>
        <translation>샘플링 점의 가중치</translation>
    </message>
    <message>
        <source>Choose a detection to see where every head looked for it.</source>
        <translation>탐지를 고르면 각 헤드가 어디를 보았는지 보입니다.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::InputSection</name>
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
    <message>
        <source>%1 tokens of %2</source>
        <translation>토큰 %1 / %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>토큰 %1개</translation>
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
</context>
<context>
    <name>headlight::ui::LevelsSection</name>
    <message>
        <source>Levels</source>
        <translation>단계</translation>
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
        <translation>쿼리마다</translation>
    </message>
    <message>
        <source>weight from</source>
        <translation>가중치 이상</translation>
    </message>
</context>
<context>
    <name>headlight::ui::MainWindow</name>
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
        <translation>모든 어텐션 헤드가 보는 곳을 봅니다. Apache License 2.0. 함께 든 모델은 학습용 모델입니다.</translation>
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
        <source>Open picture</source>
        <translation>그림 열기</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
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
</context>
<context>
    <name>headlight::ui::MatrixPanel</name>
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
        <translation>탐지 사이</translation>
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
        <source>bundled teaching model</source>
        <translation>함께 든 학습용 모델</translation>
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
    <message>
        <source>%1 × %2 heads</source>
        <translation>%1 × %2헤드</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1층</translation>
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
        <source>detection %1</source>
        <translation>탐지 %1</translation>
    </message>
    <message>
        <source>No detection chosen</source>
        <translation>고른 탐지 없음</translation>
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
        <source>of weight in the box</source>
        <translation>상자 안 가중치</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>탐지</translation>
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
    <name>headlight::ui::PicturePanel</name>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>where “%1” looks</source>
        <translation>“%1”의 시선</translation>
    </message>
    <message>
        <source>Choose a row of the matrix to see where it looks.</source>
        <translation>행렬의 행을 고르면 그 시선이 보입니다.</translation>
    </message>
    <message>
        <source>attention between the detections</source>
        <translation>탐지 사이의 어텐션</translation>
    </message>
    <message>
        <source>which detections “%1” looks at</source>
        <translation>“%1”이(가) 보는 탐지</translation>
    </message>
    <message>
        <source>Links need two detections. A lower score shows more of them.</source>
        <translation>연결에는 탐지 두 개가 필요합니다. 점수를 낮추면 더 보입니다.</translation>
    </message>
    <message>
        <source>Choose a detection to see where it looks.</source>
        <translation>어디를 보는지 보려면 탐지를 고르세요.</translation>
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
</context>
<context>
    <name>headlight::ui::Pointer</name>
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
        <source>%1 heads × %2 levels × %3 points</source>
        <translation>헤드 %1 × 단계 %2 × 점 %3</translation>
    </message>
    <message>
        <source>Nothing was found. Tick Other queries too to look at any query.</source>
        <translation>찾은 것이 없습니다. 다른 쿼리도를 켜면 어떤 쿼리든 볼 수 있습니다.</translation>
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
        <translation>단계</translation>
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
</context>
<context>
    <name>headlight::ui::RefinementPanel</name>
    <message>
        <source>Refinement</source>
        <translation>정제 과정</translation>
    </message>
    <message>
        <source>%1 through the decoder: box, sampling points, share of weight inside the box, per head</source>
        <translation>디코더를 지나는 %1: 상자, 샘플링 점, 헤드별 상자 안 가중치 비율</translation>
    </message>
    <message>
        <source>Choose a detection to see how the decoder found its box.</source>
        <translation>탐지를 고르면 디코더가 상자를 찾은 과정이 보입니다.</translation>
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
</context>
<context>
    <name>headlight::ui::RunsSection</name>
    <message>
        <source>%1 tokens</source>
        <translation>토큰 %1개</translation>
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
        <translation>오프라인, 작음; 함께 든 것은 학습용 모델입니다</translation>
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
        <translation>거리 장면에서 자동차, 사람, 신호등을 찾습니다. 탐지를 누르면 각 헤드가 그림의 어디를 샘플링했는지 보입니다.</translation>
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
    <message>
        <source>selected among %1 heads</source>
        <translation>헤드 %1개 중 선택</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>헤드 %1개</translation>
    </message>
    <message>
        <source>In the box</source>
        <translation>상자 안</translation>
    </message>
    <message>
        <source>On level %1</source>
        <translation>레벨 %1에</translation>
    </message>
</context>
<context>
    <name>headlight::ui::StatusLine</name>
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
    <message>
        <source>CPU · %1 threads</source>
        <translation>CPU · 스레드 %1개</translation>
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
        <source>memory %1</source>
        <translation>메모리 %1</translation>
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
    <message>
        <source>%1 tokens</source>
        <translation>토큰 %1개</translation>
    </message>
</context>
<context>
    <name>headlight::ui::TopBar</name>
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
        <translation>탐지</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>탐지</translation>
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
        <translation>지도</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>This layer samples no points</source>
        <translation>이 레이어는 점을 표집하지 않습니다</translation>
    </message>
    <message>
        <source>This layer reads no picture</source>
        <translation>이 레이어는 그림을 읽지 않습니다</translation>
    </message>
    <message>
        <source>No attention between detections at this layer</source>
        <translation>이 레이어에는 탐지 사이의 어텐션이 없습니다</translation>
    </message>
    <message>
        <source>Beside convolution</source>
        <translation>합성곱과 나란히</translation>
    </message>
    <message>
        <source>The backbone's effective receptive field beside the attention, at the same place and scale</source>
        <translation>같은 자리와 같은 축척에서 어텐션 옆에 백본의 유효 수용장</translation>
    </message>
</context>
<context>
    <name>headlight::ui::ReceptivePanel</name>
    <message>
        <source>Attention beside convolution</source>
        <translation>어텐션과 합성곱 나란히</translation>
    </message>
    <message>
        <source>share</source>
        <translation>몫</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Effective receptive field, %1</source>
        <translation>유효 수용장, %1</translation>
    </message>
    <message>
        <source>computing the gradient at this place</source>
        <translation>이 자리의 기울기를 계산하는 중</translation>
    </message>
    <message>
        <source>left: %1 · right: what %2 depends on at %3, %4 px · lines hold 50 and 90 %</source>
        <translation>왼쪽: %1 · 오른쪽: %3, %4 px에서 %2이(가) 기대는 곳 · 선은 50 %와 90 %를 담음</translation>
    </message>
    <message>
        <source>A trace holds no model. Run the model on the picture to see its convolutions.</source>
        <translation>트레이스에는 모델이 없습니다. 합성곱을 보려면 그림에 모델을 실행하세요.</translation>
    </message>
    <message>
        <source>Choose a detection, or click the picture in an encoder layer.</source>
        <translation>탐지를 고르거나 인코더 레이어에서 그림을 누르세요.</translation>
    </message>
</context>
<context>
    <name>headlight::ui::WindowControls</name>
    <message>
        <source>Grey range</source>
        <translation>회색 범위</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>저장된 대로</translation>
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
</context>
</TS>

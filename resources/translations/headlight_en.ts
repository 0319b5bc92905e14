<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>%1 of %2 points are shown</source>
        <translation>
            <numerusform>%1 of %2 points is shown</numerusform>
            <numerusform>%1 of %2 points are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 points lie outside the picture</source>
        <translation>
            <numerusform>%1 point lies outside the picture</numerusform>
            <numerusform>%1 points lie outside the picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 weaker links left out.</source>
        <translation>
            <numerusform>%1 weaker link left out.</numerusform>
            <numerusform>%1 weaker links left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Joined from %1 tiles, mean where they overlap; each tile's weights are its own.</source>
        <translation>
            <numerusform>Joined from %1 tile, mean where they overlap; each tile's weights are its own.</numerusform>
            <numerusform>Joined from %1 tiles, mean where they overlap; each tile's weights are its own.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeightFigures</name>
    <message numerus="yes">
        <source>Rank %1 of %2 keys.</source>
        <translation>
            <numerusform>Rank %1 of %2 key.</numerusform>
            <numerusform>Rank %1 of %2 keys.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Winners</name>
    <message numerus="yes">
        <source>%1 of %2 points</source>
        <translation>
            <numerusform>%1 of %2 point</numerusform>
            <numerusform>%1 of %2 points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::AnswerColumn</name>
    <message numerus="yes">
        <source>Mean of %1 heads</source>
        <translation>
            <numerusform>Mean of %1 head</numerusform>
            <numerusform>Mean of %1 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::AskPage</name>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchTable</name>
    <message numerus="yes">
        <source>rank %1, head %2, mean mass %3, standard deviation %4, %5 inputs</source>
        <translation>
            <numerusform>rank %1, head %2, mean mass %3, standard deviation %4, %5 input</numerusform>
            <numerusform>rank %1, head %2, mean mass %3, standard deviation %4, %5 inputs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::ChangesLine</name>
    <message numerus="yes">
        <source>%1 changes</source>
        <translation>
            <numerusform>%1 change</numerusform>
            <numerusform>%1 changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::CompareColumn</name>
    <message numerus="yes">
        <source>%1 bits</source>
        <translation>
            <numerusform>%1 bit</numerusform>
            <numerusform>%1 bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::ComparePage</name>
    <message numerus="yes">
        <source>Jensen–Shannon, %1 other heads</source>
        <translation>
            <numerusform>Jensen–Shannon, %1 other head</numerusform>
            <numerusform>Jensen–Shannon, %1 other heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bits unlike</source>
        <translation>
            <numerusform>%1 bit unlike</numerusform>
            <numerusform>%1 bits unlike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bits, √ scale</source>
        <translation>
            <numerusform>%1 bit, √ scale</numerusform>
            <numerusform>%1 bits, √ scale</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Jensen–Shannon, %1 heads</source>
        <translation>
            <numerusform>Jensen–Shannon, %1 head</numerusform>
            <numerusform>Jensen–Shannon, %1 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::FormulaView</name>
    <message numerus="yes">
        <source>rank %1 of %2 keys</source>
        <translation>
            <numerusform>rank %1 of %2 key</numerusform>
            <numerusform>rank %1 of %2 keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::HeadsPanel</name>
    <message numerus="yes">
        <source>%1 layers</source>
        <translation>
            <numerusform>%1 layer</numerusform>
            <numerusform>%1 layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::InputSection</name>
    <message numerus="yes">
        <source>%1 tokens of %2</source>
        <translation>
            <numerusform>%1 token of %2</numerusform>
            <numerusform>%1 tokens of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::IntervenePage</name>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bits, √ scale</source>
        <translation>
            <numerusform>%1 bit, √ scale</numerusform>
            <numerusform>%1 bits, √ scale</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::MainWindow</name>
    <message numerus="yes">
        <source>Video of %1 frames written</source>
        <translation>
            <numerusform>Video of %1 frame written</numerusform>
            <numerusform>Video of %1 frames written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This layer has %1 heads</source>
        <translation>
            <numerusform>This layer has %1 head</numerusform>
            <numerusform>This layer has %1 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This layer has %1 levels</source>
        <translation>
            <numerusform>This layer has %1 level</numerusform>
            <numerusform>This layer has %1 levels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::ModelSection</name>
    <message numerus="yes">
        <source>%1 × %2 heads</source>
        <translation>
            <numerusform>%1 × %2 head</numerusform>
            <numerusform>%1 × %2 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layers</source>
        <translation>
            <numerusform>%1 layer</numerusform>
            <numerusform>%1 layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 attention layers found</source>
        <translation>
            <numerusform>%1 attention layer found</numerusform>
            <numerusform>%1 attention layers found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::PatternList</name>
    <message numerus="yes">
        <source>%1: %2 heads</source>
        <translation>
            <numerusform>%1: %2 head</numerusform>
            <numerusform>%1: %2 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::PointsPanel</name>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 levels</source>
        <translation>
            <numerusform>%1 level</numerusform>
            <numerusform>%1 levels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 points</source>
        <translation>
            <numerusform>%1 point</numerusform>
            <numerusform>%1 points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::RowTable</name>
    <message numerus="yes">
        <source>and %1 more keys %2</source>
        <translation>
            <numerusform>and %1 more key %2</numerusform>
            <numerusform>and %1 more keys %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::RunsSection</name>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::ScoreParts</name>
    <message numerus="yes">
        <source>other %1 dimensions</source>
        <translation>
            <numerusform>other %1 dimension</numerusform>
            <numerusform>other %1 dimensions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::StatisticsSection</name>
    <message numerus="yes">
        <source>selected among %1 heads</source>
        <translation>
            <numerusform>selected among %1 head</numerusform>
            <numerusform>selected among %1 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 heads</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::StatusLine</name>
    <message numerus="yes">
        <source>CPU · %1 threads</source>
        <translation>
            <numerusform>CPU · %1 thread</numerusform>
            <numerusform>CPU · %1 threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::TokenLine</name>
    <message numerus="yes">
        <source>%1 tokens</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::TileGrid</name>
    <message numerus="yes">
        <source>%1 tiles</source>
        <translation>
            <numerusform>%1 tile</numerusform>
            <numerusform>%1 tiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %1 of %2 tiles</source>
        <translation>
            <numerusform>Stopped: %1 of %2 tile</numerusform>
            <numerusform>Stopped: %1 of %2 tiles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::StepList</name>
    <message numerus="yes">
        <source>%1 undone, Ctrl Shift Z brings them back</source>
        <translation>
            <numerusform>%1 undone, Ctrl Shift Z brings it back</numerusform>
            <numerusform>%1 undone, Ctrl Shift Z brings them back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchColumn</name>
    <message numerus="yes">
        <source>Mean share over %1 inputs, rank %2 of %3 heads.</source>
        <translation>
            <numerusform>Mean share over %1 input, rank %2 of %3 heads.</numerusform>
            <numerusform>Mean share over %1 inputs, rank %2 of %3 heads.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean mass over %1 inputs, rank %2 of %3 heads.</source>
        <translation>
            <numerusform>Mean mass over %1 input, rank %2 of %3 heads.</numerusform>
            <numerusform>Mean mass over %1 inputs, rank %2 of %3 heads.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::MassDistribution</name>
    <message numerus="yes">
        <source>%1: %2 inputs</source>
        <translation>
            <numerusform>%1: %2 input</numerusform>
            <numerusform>%1: %2 inputs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::BatchView</name>
    <message numerus="yes">
        <source>%1 inputs left out</source>
        <translation>
            <numerusform>%1 input left out</numerusform>
            <numerusform>%1 inputs left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headlight::ui::LeftOutTable</name>
    <message numerus="yes">
        <source>%1: %2 inputs</source>
        <translation>
            <numerusform>%1: %2 input</numerusform>
            <numerusform>%1: %2 inputs</numerusform>
        </translation>
    </message>
</context>
</TS>

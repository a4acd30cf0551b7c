/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every benchmark does what its figure says that it does, once. */
@Timeout(60)
class BenchmarksRunTest {
    @ParameterizedTest
    @CsvSource({
        "single,postern", "fallback,postern", "fallback-last,postern", "loadbalance,postern",
        "single,loop", "fallback,loop", "fallback-last,loop", "loadbalance,loop"
    })
    void everyStrategyEndsAtATargetThatAnswers(String strategy, String by) {
        RoutingBenchmark benchmark = new RoutingBenchmark();
        benchmark.strategy = strategy;
        benchmark.by = by;
        benchmark.setUp();

        Reply reply = benchmark.route();

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"metadata,postern", "params,postern", "sticky,postern", "metadata,loop", "params,loop", "sticky,loop"})
    void everyConditionEndsAtATargetThatAnswers(String reads, String by) {
        ConditionsBenchmark benchmark = new ConditionsBenchmark();
        benchmark.reads = reads;
        benchmark.by = by;
        benchmark.setUp();

        assertThat(benchmark.route().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same", "fresh", "bytes", "large"})
    void everyQuestionAskedAgainIsAHit(String by) {
        CacheBenchmark benchmark = new CacheBenchmark();
        benchmark.by = by;
        benchmark.setUp();

        Answer answer = (Answer) benchmark.ask();
        benchmark.tearDown();

        assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
    }

    @ParameterizedTest
    @CsvSource({"300 in 1,postern", "300 in 1,plain", "100 in each of 1000,postern"})
    void noVectorDrawnAnewIsNearOneOfThoseKept(String entries, String by) {
        SemanticLookupBenchmark benchmark = new SemanticLookupBenchmark();
        benchmark.entries = entries;
        benchmark.by = by;
        benchmark.setUp();

        assertThat((List<?>) benchmark.nearest()).isEmpty();
    }

    @Test
    void aPartitionStaysAtItsSize() {
        SemanticInsertBenchmark benchmark = new SemanticInsertBenchmark();
        benchmark.entries = 100;
        benchmark.setUp();

        assertThat((Collection<?>) benchmark.addAndRemove()).hasSize(100);
    }

    @Test
    void aChangedQuestionIsAMiss() {
        CacheBenchmark benchmark = new CacheBenchmark();
        benchmark.by = "miss";
        benchmark.setUp();

        Answer answer = (Answer) benchmark.ask();
        benchmark.tearDown();

        assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.MISS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipf", "few"})
    void everyDrawnKeyIsAHit(String by) {
        ZipfCacheBenchmark benchmark = new ZipfCacheBenchmark();
        benchmark.by = by;
        benchmark.keys = 100;
        benchmark.setUp();

        Answer answer = (Answer) benchmark.oneThread();
        benchmark.tearDown();

        assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
    }

    @ParameterizedTest
    @CsvSource({"fallback,2,closed", "fallback,64,open", "loadbalance,10,closed", "loadbalance,64,open"})
    void everyWidthOfRoutingEndsAtATarget(String strategy, int targets, String by) {
        WideRoutingBenchmark benchmark = new WideRoutingBenchmark();
        benchmark.strategy = strategy;
        benchmark.targets = targets;
        benchmark.by = by;
        benchmark.setUp();

        assertThat(benchmark.route().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"typed", "fresh", "gson"})
    void everyWayThroughThePipelineReadsTheAnswersText(String by) {
        PipelineBenchmark benchmark = new PipelineBenchmark();
        benchmark.by = by;
        benchmark.setUp();

        Object text = benchmark.call();
        benchmark.tearDown();

        assertThat(text).isEqualTo(Samples.answerText());
    }

    @Test
    void callWithBytesIsAnsweredByTheFirstAttempt() {
        PipelineBenchmark benchmark = new PipelineBenchmark();
        benchmark.by = "bytes";
        benchmark.setUp();

        Answer answer = (Answer) benchmark.call();
        benchmark.tearDown();

        assertThat(answer.reply().status()).isEqualTo(200);
        assertThat(answer.report().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"conforming,postern", "endpoints,postern", "conforming,scan", "conforming,gson", "endpoints,gson"})
    void everyChunkOfAStreamIsRelayed(String chunk, String by) throws IOException {
        RelayBenchmark benchmark = new RelayBenchmark();
        benchmark.chunk = chunk;
        benchmark.by = by;
        benchmark.setUp();

        int chunks = benchmark.relay();

        assertThat(chunks).isEqualTo(256);
    }

    @Test
    void chunksHaveTheSizeThatTheGoalNames() {
        assertThat(Samples.conformingChunk()).hasSize(205);
        assertThat(Samples.endpointsChunk()).hasSize(205);
    }

    @Test
    void requestAndAnswerHaveAboutOneKilobyte() {
        assertThat(Samples.chatRequest(1024).length).isBetween(900, 1100);
        assertThat(Samples.typedRequest().body().size()).isBetween(900, 1100);
        assertThat(Samples.chatAnswer().length).isBetween(900, 1100);
        assertThat(Samples.chatRequest(10_240).length).isBetween(9_900, 10_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 10_240})
    void changesOfABodyAreThoseOfTheTree(int size) {
        BodyBenchmark ours = body("postern", size);
        BodyBenchmark tree = body("gson", size);

        Body with = (Body) ours.with();
        Body edited = (Body) ours.edit();

        assertThat(with.toJson()).isEqualTo(Body.parse((byte[]) tree.with()).toJson());
        // The tree's own edit follows its own change of the model.
        assertThat(edited.with("model", Samples.SERVED_MODEL).toJson())
                .isEqualTo(Body.parse((byte[]) tree.edit()).toJson());
        assertThat(((Body) ours.scan()).toJson()).isEqualTo(body("gson", size).scan());
    }

    private static BodyBenchmark body(String by, int size) {
        BodyBenchmark benchmark = new BodyBenchmark();
        benchmark.by = by;
        benchmark.size = size;
        benchmark.setUp();
        return benchmark;
    }

    @ParameterizedTest
    @ValueSource(strings = {"postern", "scheduler"})
    void deadlineIsArmedAndDisarmed(String by) throws InterruptedException {
        DeadlineBenchmark benchmark = new DeadlineBenchmark();
        benchmark.by = by;
        benchmark.setUp();

        Object handle = benchmark.armAndDisarm();
        benchmark.tearDown();

        assertThat(handle).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "read", "compile", "gson"})
    void configIsReadAndCompiled(String by) {
        ConfigBenchmark benchmark = new ConfigBenchmark();
        benchmark.by = by;
        benchmark.setUp();

        Object made = benchmark.config();
        benchmark.tearDown();

        assertThat(made).isNotNull();
    }

    @Test
    void loopbackComparesEveryCallerWithTheRawClient() throws IOException {
        List<Figure> figures = new LoopbackCpu(2, 3).run(4);

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactly("cpu raw", "latency raw", "cpu bytes", "latency bytes", "cpu typed", "latency typed");
    }

    @Test
    void freshJvmGetsItsFirstAnswer() throws IOException {
        List<Figure> figures = ColdStart.run(1);

        assertThat(figures).extracting(Figure::name).contains("build to first answer");
    }

    @Test
    void embedderIsComparedWithLangChain4jsClass() throws IOException {
        List<Figure> figures = new EmbeddingRate(1, Duration.ofMillis(1)).run(0);

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactly("rate by=postern", "rate by=langchain4j", "cpu by=postern", "cpu by=langchain4j");
    }

    @Test
    void resultsAreKeptInAFileAndATable(@TempDir Path folder) throws IOException {
        Surroundings there = new Surroundings(LocalDate.of(2026, 1, 2), 17, "VM 17", "abc", 2, 0.5);
        Figure figure = Figure.of("route by=postern", Spread.of(new double[] {3, 1, 2}), "ns")
                .allocating(0)
                .against("by=loop", 1.25)
                .withGoal("<= 50 ns");

        ResultsFolder.write(folder, "routing", there, List.of(figure));
        ResultsFolder.writeTable(folder);

        assertThat(folder.resolve("2026-01-02-jdk17-routing.json")).exists();
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("## routing on JDK 17")
                .contains("| route by=postern | 2.0 ns | 1.2–2.8 | 0 | 1.25 × of by=loop | <= 50 ns |");
    }

    @Test
    void unknownSuiteIsAnErrorThatNamesThoseThatAre() {
        assertThatThrownBy(() -> Suite.named("rooting"))
                .hasMessageStartingWith("no suite 'rooting'; present: routing, conditions, pipeline, ");
    }
}

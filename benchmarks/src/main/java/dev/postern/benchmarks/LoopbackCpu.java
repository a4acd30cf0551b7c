/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Claim: a whole call costs at most 1.15 times the CPU of the same call by HttpClient 5 alone.
 *
 * <p>Workload: a chat request and an answer of 1 KB over loopback to the test kit's upstream, which runs in a process of
 * its own. {@code raw} is HttpClient 5 with its pool, without retries, redirects, cookies and decompression: bytes out,
 * bytes in. {@code typed} and {@code bytes} are the gateway with weighted route, retries, both deadlines, override and
 * codec; {@code typed} reads the answer's text as well.
 *
 * <p>Distribution: closed loop, one thread, one connection each. Windows of the three take turns, the order reversed
 * every other time; a ratio is that of two neighbouring windows. The CPU time is that of the whole process, so garbage
 * collection and compilers count.
 *
 * <p>Command: {@code ./postern bench loopback}
 */
public final class LoopbackCpu {
    private static final int WARM_UP_CALLS = 12_000;

    private final int windows;
    private final int callsPerWindow;

    /** What is measured: one call, whose answer counts as work that must be done. */
    private interface Caller {
        int call() throws IOException;
    }

    /** The windows of one caller: CPU time for each call in µs, and the latencies of all calls in µs. */
    private static final class Series {
        private final String name;
        private final double[] cpuMicros;
        private final double[] latencyMicros;

        Series(String name, int windows, int calls) {
            this.name = name;
            this.cpuMicros = new double[windows];
            this.latencyMicros = new double[windows * calls];
        }
    }

    private record Subject(String name, Caller caller) {}

    LoopbackCpu(int windows, int callsPerWindow) {
        this.windows = windows;
        this.callsPerWindow = callsPerWindow;
    }

    /** Measures and prints; the first argument may be the number of windows, the second that of calls in each. */
    public static void main(String[] args) throws IOException {
        int windows = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        for (Figure figure : new LoopbackCpu(windows, calls).run(WARM_UP_CALLS)) {
            System.out.println(figure);
        }
    }

    static List<Figure> standard() throws IOException {
        return new LoopbackCpu(40, 2_000).run(WARM_UP_CALLS);
    }

    /** Measures against an upstream of its own. */
    List<Figure> run(int warmUpCalls) throws IOException {
        try (UpstreamProcess upstream = UpstreamProcess.start();
                CloseableHttpClient client = rawClient();
                Gateway gateway = Gateway.builder()
                        .config(Samples.weightedConfig())
                        .provider("anyscale", Map.of("base_url", upstream.baseUrl()))
                        .build()) {
            List<Subject> subjects = List.of(
                    new Subject("raw", raw(client, upstream.baseUrl())),
                    new Subject("bytes", bytes(gateway)),
                    new Subject("typed", typed(gateway)));
            for (int round = 0; round < 4; round++) {
                for (Subject subject : subjects) {
                    repeat(subject.caller(), warmUpCalls / 4, null, 0);
                }
            }
            return figures(measure(subjects));
        }
    }

    private static CloseableHttpClient rawClient() {
        return HttpClients.custom()
                .setConnectionManager(new PoolingHttpClientConnectionManager())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static Caller raw(CloseableHttpClient client, String baseUrl) {
        byte[] body = Body.parse(Samples.chatRequest(1024))
                .with("model", Samples.SERVED_MODEL)
                .toBytes();
        String url = baseUrl + "/chat/completions";
        return () -> {
            HttpPost post = new HttpPost(url);
            post.setHeader("authorization", "Bearer key-1");
            post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
            return client.execute(post, response -> {
                if (response.getCode() != 200) {
                    throw new IOException("HTTP " + response.getCode());
                }
                return EntityUtils.toByteArray(response.getEntity()).length;
            });
        };
    }

    private static Caller bytes(Gateway gateway) {
        byte[] body = Samples.chatRequest(1024);
        return () -> {
            try (var reply = gateway.call(Operation.CHAT, Body.parse(body), CallOptions.none())
                    .reply()) {
                if (reply.status() != 200) {
                    throw new IOException("HTTP " + reply.status());
                }
                return reply.status();
            }
        };
    }

    private static Caller typed(Gateway gateway) {
        var request = Samples.typedRequest();
        return () -> gateway.chat(request).text().length();
    }

    private List<Series> measure(List<Subject> subjects) throws IOException {
        List<Series> series = new ArrayList<>();
        for (Subject subject : subjects) {
            series.add(new Series(subject.name(), windows, callsPerWindow));
        }
        for (int window = 0; window < windows; window++) {
            for (int i = 0; i < subjects.size(); i++) {
                int turn = window % 2 == 0 ? i : subjects.size() - 1 - i;
                Series own = series.get(turn);
                long before = ProcessCpu.nanos();
                repeat(subjects.get(turn).caller(), callsPerWindow, own.latencyMicros, window * callsPerWindow);
                own.cpuMicros[window] = (ProcessCpu.nanos() - before) / 1e3 / callsPerWindow;
            }
        }
        return series;
    }

    private static void repeat(Caller caller, int calls, double @Nullable [] micros, int from) throws IOException {
        for (int i = 0; i < calls; i++) {
            long before = System.nanoTime();
            if (caller.call() == 0) {
                throw new IOException("an empty answer");
            }
            if (micros != null) {
                micros[from + i] = (System.nanoTime() - before) / 1e3;
            }
        }
    }

    private static List<Figure> figures(List<Series> all) {
        List<Figure> figures = new ArrayList<>();
        Series raw = all.get(0);
        Spread rawLatency = latencies(raw);
        for (Series own : all) {
            Spread ratio = ratios(own, raw);
            boolean ours = !own.name.equals(raw.name);
            figures.add(Figure.of("cpu " + own.name, Spread.of(own.cpuMicros), "us/call")
                    .against("raw, paired windows", ours ? ratio.median() : 1)
                    .withGoal(ours ? "ratio <= 1.15" : "")
                    .withNote("ratio p10 " + Figure.shortly(ratio.low()) + ", p90 " + Figure.shortly(ratio.high())));
            Spread latency = latencies(own);
            figures.add(Figure.of("latency " + own.name, latency, "us")
                    .against("raw", latency.median() / rawLatency.median())
                    .withNote("median; low is p1 and high p99"));
        }
        return figures;
    }

    private static Spread latencies(Series series) {
        double[] sorted = series.latencyMicros.clone();
        Arrays.sort(sorted);
        return new Spread(Spread.at(sorted, 0.5), Spread.at(sorted, 0.01), Spread.at(sorted, 0.99), sorted.length);
    }

    private static Spread ratios(Series own, Series raw) {
        double[] ratios = new double[own.cpuMicros.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.cpuMicros[i] / raw.cpuMicros[i];
        }
        return Spread.of(ratios);
    }
}

/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.api.Secret;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import dev.postern.spi.Key;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderContractTest {
    private record Factory(Supplier<Provider> maker) implements ProviderFactory {
        @Override
        public String id() {
            return "plain";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Provider create(ProviderContext context) {
            return maker.get();
        }
    }

    private static final class Contract extends ProviderContract {
        private final Supplier<Provider> maker;

        private Contract(Supplier<Provider> maker) {
            this.maker = maker;
        }

        @Override
        protected ProviderFactory factory() {
            return new Factory(maker);
        }

        @Override
        protected String chatAnswer() {
            return Samples.chatAnswer(TestCalls.chat("m", "text").call()).body().text();
        }

        @Override
        protected String errorAnswer() {
            return Samples.error(429).body().text();
        }

        @Override
        protected String chatStream() {
            StringBuilder stream = new StringBuilder();
            Samples.CHUNKS.forEach(
                    chunk -> stream.append("data: ").append(chunk.text()).append("\r\n\r\n"));
            return stream
                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n"
                    + "data: [DONE]\n\n";
        }

        @Override
        protected String expectedRequest() {
            return chatRequest();
        }

        @Override
        protected String listedModel() {
            return PlainProvider.MODEL;
        }
    }

    private static Map<String, Throwable> broken(Supplier<Provider> maker) {
        return BrokenRules.of(new Contract(maker));
    }

    @Test
    void plainProviderKeepsTheContract() {
        assertThat(broken(PlainProvider::new)).isEmpty();
    }

    @Test
    void keyInTheRequestIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public UpstreamRequest encode(Call call) {
                UpstreamRequest request = super.encode(call);
                return new UpstreamRequest(
                        request.method(), request.path(), call.options().headers(), request.body());
            }
        });

        assertThat(broken).containsOnlyKeys("credentialIsOnlyInItsHeader");
    }

    @Test
    void keyThatIsNotSentIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Headers authorization(Secret key) {
                return Headers.of("authorization", "Bearer " + key);
            }
        });

        assertThat(broken).containsOnlyKeys("credentialIsOnlyInItsHeader");
    }

    @Test
    void requestThatIsDifferentEachTimeIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            private final AtomicInteger count = new AtomicInteger();

            @Override
            public UpstreamRequest encode(Call call) {
                return super.encode(call.withBody(call.body().with("seed", count.incrementAndGet())));
            }
        });

        assertThat(broken).containsKeys("encodeIsRepeatable", "encodeWritesTheProvidersForm");
    }

    @Test
    void leadingSlashIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public UpstreamRequest encode(Call call) {
                UpstreamRequest request = super.encode(call);
                return new UpstreamRequest(request.method(), "/chat", request.headers(), request.body());
            }
        });

        assertThat(broken).containsOnlyKeys("encodeWritesTheProvidersForm");
    }

    @Test
    void unknownOperationThatIsSentIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public UpstreamRequest encode(Call call) {
                return new UpstreamRequest("POST", call.operation().path(), Headers.empty(), call.body());
            }
        });

        assertThat(broken).containsOnlyKeys("unknownOperationIsRefused");
    }

    @Test
    void droppedLogprobsAreFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                Reply.Whole reply = super.decode(call, answer);
                return new Reply.Whole(
                        reply.status(), reply.headers(), reply.body().without("choices.0.logprobs"));
            }
        });

        assertThat(broken.get("successFollowsTheSchema")).hasMessageContaining("$.choices[0].logprobs: missing");
        assertThat(broken).containsOnlyKeys("successFollowsTheSchema", "whatTheAnswerSaysSurvives");
    }

    @Test
    void unknownMembersThatAreDroppedAreFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                Reply.Whole reply = super.decode(call, answer);
                return new Reply.Whole(
                        reply.status(), reply.headers(), reply.body().without("x_unknown"));
            }
        });

        assertThat(broken).containsOnlyKeys("whatTheAnswerSaysSurvives");
    }

    @Test
    void errorThatPassesUntouchedIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                return answer.status() > 299
                        ? new Reply.Whole(answer.status(), Headers.empty(), answer.body())
                        : super.decode(call, answer);
            }
        });

        assertThat(broken).containsOnlyKeys("errorsOfAnyShapeFollowTheSchema");
    }

    @Test
    void errorThatLosesItsStatusIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                Reply.Whole reply = super.decode(call, answer);
                return reply.isSuccess() ? reply : new Reply.Whole(500, reply.headers(), reply.body());
            }
        });

        assertThat(broken).containsOnlyKeys("errorsOfAnyShapeFollowTheSchema");
    }

    @Test
    void garbageThatPassesAsSuccessIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                return answer.status() > 299
                        ? super.decode(call, answer)
                        : new Reply.Whole(200, Headers.empty(), answer.body());
            }
        });

        assertThat(broken).containsOnlyKeys("garbageIsNoSuccess");
    }

    @Test
    void allHeadersPassedOnAreFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public Headers answerHeaders(Headers upstream) {
                return upstream;
            }
        });

        assertThat(broken).containsOnlyKeys("cookiesStayBehind");
    }

    @Test
    void streamThatCompletesWheneverItEndsIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public StreamDecoder streamDecoder(Call call) {
                return new Decoder() {
                    @Override
                    public void end(Sink out) {
                        out.complete();
                    }
                };
            }
        });

        assertThat(broken).containsOnlyKeys("cutStreamIsNotComplete", "streamFollowsTheSchema");
    }

    @Test
    void streamWithoutTokensIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public StreamDecoder streamDecoder(Call call) {
                return new Decoder() {
                    @Override
                    public void decode(Frame frame, Sink out) {
                        super.decode(frame, new Deaf(out));
                    }
                };
            }
        });

        assertThat(broken).containsOnlyKeys("streamFollowsTheSchema");
    }

    private record Deaf(StreamDecoder.Sink out) implements StreamDecoder.Sink {
        @Override
        public void chunk(Body chunk) {
            out.chunk(chunk);
        }

        @Override
        public void usage(Usage usage) {}

        @Override
        public void complete() {
            out.complete();
        }

        @Override
        public void error(int status, Body error) {
            out.error(status, error);
        }
    }

    @Test
    void framesThatDependOnTheNetworkAreFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public FrameDecoder frames() {
                return new OneFrameARead();
            }
        });

        assertThat(broken).containsKey("anySplitGivesTheSameChunks");
    }

    /** The common mistake: takes each read for one event. */
    private static final class OneFrameARead implements FrameDecoder {
        private final Queue<Frame> frames = new ArrayDeque<>();

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            String text = new String(bytes, offset, length, WireSamples.UTF_8);
            Arrays.stream(text.split("\n"))
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6).strip().getBytes(WireSamples.UTF_8))
                    .forEach(data -> frames.add(new Frame(null, data)));
        }

        @Override
        public void end() {}

        @Override
        public @Nullable Frame next() {
            return frames.poll();
        }
    }

    @Test
    void unknownPriceIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            @Override
            public PriceTable prices() {
                return PriceTable.empty();
            }
        });

        assertThat(broken).containsOnlyKeys("pricesAreExact");
    }

    @Test
    void decoderBoundToOneThreadIsFound() {
        Map<String, Throwable> broken = broken(() -> new PlainProvider() {
            private final AtomicReference<Thread> owner = new AtomicReference<>();

            @Override
            public Reply.Whole decode(Call call, UpstreamAnswer answer) {
                Thread present = Thread.currentThread();
                Reply.Whole reply = super.decode(call, answer);
                return owner.compareAndSet(null, present) || present.equals(owner.get())
                        ? reply
                        : new Reply.Whole(500, reply.headers(), error(""));
            }
        });

        assertThat(broken).containsOnlyKeys("servesTwoThreadsAtOnce");
    }
}

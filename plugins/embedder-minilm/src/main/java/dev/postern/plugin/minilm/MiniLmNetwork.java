/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** The network on ONNX Runtime: tokens in, one vector out. Safe for many threads, each of which uses one core. */
final class MiniLmNetwork implements AutoCloseable {
    private static final String OFF = "0";

    /** From here on the memory of a run is given back after it, which would cost a shorter one too much of its time. */
    private static final int LONG = 128;

    private final OrtEnvironment environment;
    private final OrtSession session;

    private MiniLmNetwork(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    static MiniLmNetwork load() {
        // One for the whole JVM, so its settings stay as they are: the service may use ONNX Runtime as well.
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One text keeps one core busy, and many texts all of them: no threads of its own, and none that spin.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", OFF);
            options.addConfigEntry("session.inter_op.allow_spinning", OFF);
            // What it logs goes to the process's stderr, past any logger.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return new MiniLmNetwork(environment, environment.createSession(ModelFile.GRAPH.read(), options));
        } catch (OrtException e) {
            throw new IllegalStateException("cannot load the model", e);
        }
    }

    /** Returns the vector of a text's tokens, the special ones among them. */
    float[] vector(long[] ids) {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        // One text a run, never several: the 8-bit steps are chosen from all numbers of a run, so that in company a
        // text would have another vector than alone. Hence no filling up either, and a mask of ones.
        try (OrtSession.RunOptions options = new OrtSession.RunOptions();
                OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
            if (ids.length > LONG) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            Map<String, OnnxTensor> inputs =
                    Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types);
            try (OrtSession.Result result = session.run(inputs, options)) {
                return Pooling.mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot free the model", e);
        }
    }
}

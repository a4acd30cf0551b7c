/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the model names that ask for a fault by themselves. */
final class MagicModels {
    private static final int LONGEST_DELAY_MILLIS = 600_000;

    private MagicModels() {}

    /** Returns the fault that a model's name asks for, any text before the last slash left aside, or null. */
    static @Nullable Fault fault(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        if (name.equals("silent")) {
            return Fault.silence();
        }
        int status = number(name, "fail-", 599);
        if (status >= 200) {
            return Fault.status(status);
        }
        int millis = number(name, "delay-", LONGEST_DELAY_MILLIS);
        if (millis >= 0) {
            return Fault.none().delay(Duration.ofMillis(millis));
        }
        int events = number(name, "cut-", LONGEST_DELAY_MILLIS);
        return events < 0 ? null : Fault.cutAfterEvents(events);
    }

    /** Reads the number behind a prefix; -1 if there is none or it is above {@code most}. */
    private static int number(String name, String prefix, int most) {
        if (!name.startsWith(prefix) || name.length() == prefix.length()) {
            return -1;
        }
        int value = 0;
        for (int i = prefix.length(); i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), 10);
            value = value * 10 + digit;
            if (digit < 0 || value > most) {
                return -1;
            }
        }
        return value;
    }
}

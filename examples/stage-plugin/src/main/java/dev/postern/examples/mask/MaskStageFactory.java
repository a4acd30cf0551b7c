/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.mask;

import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.util.List;
import java.util.Set;

/**
 * Makes the stage {@code mask}: {@code "stages": {"mask": {"placeholder": "[e-mail]", "roles": ["user"]}}}.
 *
 * <p>Both keys may be left out; these are their defaults.
 */
public final class MaskStageFactory implements StageFactory {
    private static final Key<String> PLACEHOLDER = Key.string("placeholder").withDefault("[e-mail]");
    private static final Key<List<String>> ROLES = Key.strings("roles").withDefault(List.of("user"));

    /** Is what {@link java.util.ServiceLoader} needs. */
    public MaskStageFactory() {}

    @Override
    public String id() {
        return "mask";
    }

    @Override
    public Position position() {
        return Position.CALL;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(PLACEHOLDER, ROLES);
    }

    @Override
    public Stage create(StageContext context) {
        return new MaskStage(
                context.settings().get(PLACEHOLDER),
                Set.copyOf(context.settings().get(ROLES)));
    }
}

/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import dev.postern.spi.Stage;
import org.junit.jupiter.api.Test;

/** How the engine is built inside. */
class EngineRulesTest {
    /** Runs when a gateway starts or a config is compiled; all else may run once per call, attempt or chunk. */
    private static final String[] BEFORE_CALLS = {
        "dev.postern.engine", "dev.postern.engine.config..", "dev.postern.engine.discovery.."
    };

    @Test
    void builtInStagesUseNothingButThePublicSpi() {
        classes()
                .that()
                .resideInAPackage("dev.postern.engine..")
                .and()
                .areAssignableTo(Stage.class)
                .should(new OnlyPublicSpi())
                .check(House.CLASSES);
    }

    @Test
    void packagesOfTheEngineFormNoCycle() {
        slices().matching("dev.postern.engine.(*)..").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void partsOfTheEngineDoNotKnowWhatPutsThemTogether() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.postern.engine")
                .check(House.CLASSES);
    }

    @Test
    void hotPathUsesNoReflection() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.engine..")
                .and()
                .resideOutsideOfPackages(BEFORE_CALLS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Class.class, "getMethod", String.class, Class[].class)
                .orShould()
                .callMethod(Class.class, "getDeclaredMethod", String.class, Class[].class)
                .check(House.CLASSES);
    }

    @Test
    void hotPathUsesNoRegularExpression() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.engine..")
                .and()
                .resideOutsideOfPackages(BEFORE_CALLS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould()
                .callMethod(String.class, "matches", String.class)
                .orShould()
                .callMethod(String.class, "split", String.class)
                .orShould()
                .callMethod(String.class, "replaceAll", String.class, String.class)
                .orShould()
                .callMethod(String.class, "replaceFirst", String.class, String.class)
                .check(House.CLASSES);
    }
}

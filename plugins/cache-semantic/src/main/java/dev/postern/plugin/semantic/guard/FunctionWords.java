/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.Set;

/** The words that hold English sentences together and mean little by themselves. */
final class FunctionWords {
    private static final Set<String> ALL = Set.of(
            ("a an the and or but nor so yet if than that which who whom whose what when where why how while because "
                            + "as of in on at to from for with by about into onto over under above below between among "
                            + "through during before after since until till against toward towards within without "
                            + "outside inside out off up down near around across along behind beyond per via upon "
                            + "i you it we me us my your its our mine yours "
                            + "ours myself yourself itself ourselves one ones oneself "
                            + "this these those there here is are am was were be been being do does did doing done have "
                            + "has had having can could will would shall should may might must ought not no yes "
                            + "some any such very really actually exactly just quite please also too even ever much "
                            + "many let lets thing things "
                            + "guys kindly using basically simply else though although whether unless despite except versus "
                            + "vs eg ie etc ok hi hello hey dear thanks thank going")
                    .split(" ", -1));

    /** Function words of English that no other language with Latin letters uses as often. */
    private static final Set<String> ENGLISH = Set.of(("the and of to is are what how why who which when where can "
                    + "does do i you my your it this that with for from have has should would will a an in on be not if "
                    + "was were did there me give tell write explain show find make please many much about best")
            .split(" ", -1));

    private static final Set<String> FOREIGN = Set.of(("le la les des est que qui une dans pour avec sur pas vous je "
                    + "der das und ist nicht ein eine mit auf von zu den dem wie warum wer el los las una por con como "
                    + "para cual donde cuando quien del y en il lo gli che per sono dove quando perche di da e o os um "
                    + "uma com nao onde quem mais het een van niet hoe waarom wat och att det som inte hur vad jag er "
                    + "og ikke hvordan jak co jest nie w na ve bir bu ne nasil mi")
            .split(" ", -1));

    private FunctionWords() {}

    static boolean contains(String word) {
        return ALL.contains(word);
    }

    static boolean isEnglish(String word) {
        return ENGLISH.contains(word);
    }

    static boolean isForeign(String word) {
        return FOREIGN.contains(word);
    }
}

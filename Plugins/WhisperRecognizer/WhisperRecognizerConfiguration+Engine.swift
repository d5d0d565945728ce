internal import Speech
internal import Transcript

extension WhisperRecognizerConfiguration {
  /// How text is searched for.
  var options: DecodingOptions {
    var options = DecodingOptions()
    options.languages = languages.map { LanguageTag($0) }
    options.isMultilingual = multilingual
    options.beamSize = beamSize
    options.patience = patience
    options.bestOf = bestOf
    options.alternatives = alternatives
    options.isConditioned = conditionOnPreviousText
    return options
  }

  /// In which form text is given; as the model writes it where a setting is none that `validate` lets pass.
  var form: TextForm {
    var form = TextForm()
    form.numerals = TextForm.Numerals(rawValue: numerals) ?? form.numerals
    form.punctuation = TextForm.Punctuation(rawValue: punctuation) ?? form.punctuation
    form.casing = TextForm.Casing(rawValue: casing) ?? form.casing
    return form
  }

  /// What is known of the text.
  var hints: TextHints {
    var hints = TextHints()
    hints.hotwords = hotwords
    hints.hotwordBonus = hotwordBonus
    hints.initialPrompt = initialPrompt
    hints.isWithoutFigures = form.numerals == .words
    return hints
  }
}

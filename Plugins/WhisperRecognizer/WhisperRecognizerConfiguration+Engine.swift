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

  /// What is known of the text.
  var hints: TextHints {
    var hints = TextHints()
    hints.hotwords = hotwords
    hints.hotwordBonus = hotwordBonus
    hints.initialPrompt = initialPrompt
    return hints
  }
}

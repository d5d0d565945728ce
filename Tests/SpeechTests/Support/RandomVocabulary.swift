/// The vocabulary and the settings of a `RandomWhisper`, as files of both layouts.
enum RandomVocabulary {
  /// Letters, then the special tokens, then times.
  private static let letters = (0..<40).map { String(UnicodeScalar(UInt8(ascii: "A") + UInt8($0))) }
  private static let special = [
    "endoftext", "startoftranscript", "en", "de", "yue", "translate", "transcribe", "startoflm", "startofprev",
    "nospeech", "notimestamps",
  ]
  static let languages = ["<|en|>": 42, "<|de|>": 43, "<|yue|>": 44]
  static let firstTimestamp = letters.count + special.count
  /// With times up to a second.
  static let size = firstTimestamp + 51

  private static func object(_ entries: [(String, Int)]) -> String {
    "{" + entries.map { #""\#($0 == "\\" ? "\\\\" : $0)":\#($1)"# }.joined(separator: ",") + "}"
  }

  private static var ordinary: [(String, Int)] { letters.enumerated().map { ($1, $0) } }
  private static var added: [(String, Int)] { special.enumerated().map { ("<|\($1)|>", letters.count + $0) } }

  static var tokenizer: String {
    let tokens = added.map { #"{"id":\#($1),"content":"\#($0)"}"# }.joined(separator: ",")
    return #"{"model":{"vocab":\#(object(ordinary))},"added_tokens":[\#(tokens)]}"#
  }

  /// `vocab.json`, with the end of a text as in all models.
  static var vocabulary: String { object(ordinary + added.prefix(1)) }
  static var addedTokens: String { object(Array(added.dropFirst())) }

  /// Settings of CTranslate2's layout.
  static func configuration(heads: String) -> String {
    #"{"alignment_heads":\#(heads),"lang_ids":[42,43,44],"suppress_ids":[1,2],"suppress_ids_begin":[3,40]}"#
  }

  /// `generation_config.json`.
  static func generation(heads: String) -> String {
    let languages = object(languages.sorted { $0.key < $1.key })
    return #"{"alignment_heads":\#(heads),"lang_to_id":\#(languages),"is_multilingual":true,"#
      + #""suppress_tokens":[1,2],"begin_suppress_tokens":[3,40]}"#
  }
}

public import PluginKit

/// Settings of the annotator that runs a classifier of the user's.
public struct TextClassifierConfiguration: PluginConfiguration {
  /// A folder with `model.onnx` or `model.xml`, `tokenizer.json` and `config.json`, as text classifiers are published: its
  /// path, or its name in the folder of models. None, as the classifier is yours.
  public var model = ""
  /// What labels of the classifier are called in findings: `{"LABEL_1": "insult"}`. Labels that are not named are left
  /// out; where none is named all have their own names.
  public var labels: [String: String] = [:]
  /// The score from which a category is reported, 0…1.
  public var threshold = 0.5
  /// The same for single categories: `{"insult": 0.8}`.
  public var thresholds: [String: Double] = [:]
  /// `softmax` where the labels exclude each other, `sigmoid` where they do not; `auto` as `config.json` says.
  public var scoring = "auto"
  /// Languages that it judges, such as `["en"]`; empty for all.
  public var languages: [String] = []
  /// Tokens of an utterance that are looked at, 8…4096; no more than the classifier knows places. Utterances have 60 words
  /// at most.
  public var tokens = 256
  /// The OpenVINO device that runs it: `CPU`, `GPU`, `NPU`.
  public var device = "CPU"

  public init() {}

  public static var guarded: [String: String] {
    ["model": "it would let whoever writes to the folder have any file read; set it in the profile"]
  }

  public static let choices = ["scoring": ["auto", "softmax", "sigmoid"]]

  /// - Throws: `ConfigurationError`.
  func validate() throws {
    guard !model.isEmpty else {
      throw ConfigurationError("/model", "write the folder of a classifier: model.onnx, tokenizer.json, config.json")
    }
    for (name, value) in [("/threshold", threshold)] + thresholds.map({ ("/thresholds/\($0.key)", $0.value) })
    where !(0...1).contains(value) {
      throw ConfigurationError(name, "\(value) is not within 0…1")
    }
    guard Self.choices["scoring"]?.contains(scoring) == true else {
      throw ConfigurationError("/scoring", "“\(scoring)” is none of auto, softmax, sigmoid")
    }
    guard (8...4096).contains(tokens) else { throw ConfigurationError("/tokens", "\(tokens) is not within 8…4096") }
  }
}

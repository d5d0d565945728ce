internal import Foundation
internal import Glibc

/// A small network on the vector of a sentence and some numbers about its words: one hidden layer, then a score for each
/// output.
package struct ClassifierHead: Sendable {
  /// What outputs become.
  private enum Scoring: String {
    case independent = "sigmoid"
    /// The first three add to 1.
    case moods = "softmax of the first 3, sigmoid of the rest"
  }

  /// Numbers of a sentence's vector.
  package static let vectorSize = 768
  /// Layers of the encoder whose vectors stand one after the other in it.
  private static let layers = ["last_hidden_state", "layer_norm_8"]
  /// SHA-256 of the weights of the sentence encoder that vectors must come from: all-MiniLM-L6-v2 in 8-bit numbers.
  package static let encoderDigest = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
  private static let hiddenLimit = 4096

  /// The toxicity head in the program; reads `ToxicityFeatures`.
  package static let toxicity = standard(.toxicityHead, features: ToxicityFeatures.names)
  /// The sentiment head in the program; reads `SentimentFeatures`.
  package static let sentiment = standard(.sentimentHead, features: SentimentFeatures.names)

  /// SHA-256 of the file: other weights, thresholds or word lists have another.
  package let digest: String
  package let name: String
  package let version: Int
  /// The primary subtag of the language that it judges: `en`.
  package let language: String
  /// In order.
  package let outputs: [String]
  /// By output, 0…1: from where on a score means something.
  package let thresholds: [String: Double]
  /// By output, the least score of each band by the band's name.
  package let bands: [String: [String: Double]]

  private let scoring: Scoring
  private let scale: Float
  /// Inputs × hidden: the rows that an input adds.
  private let hiddenWeights: [Float]
  private let hiddenBias: [Float]
  /// Outputs × hidden.
  private let outputWeights: [Float]
  private let outputBias: [Float]

  /// - Parameter features: names of the numbers beside the vector, in order.
  /// - Throws: `ClassifierError` for a head that was trained for another encoder, other word lists or other features than
  ///   this program's.
  init(data: Data, features: [String]) throws(ClassifierError) {
    digest = EmbeddedFile.digest(of: data)
    let file = try HeadFile(data)
    let header = file.header
    guard header.encoder.sha256 == Self.encoderDigest, header.encoder.outputs == Self.layers,
      header.encoder.size == Self.vectorSize
    else {
      throw ClassifierError("the head “\(header.name)” was trained for another sentence encoder")
    }
    guard header.lexicon.sha256 == Lexicon.digest, header.valence.map({ $0.sha256 == Valence.digest }) ?? true else {
      throw ClassifierError("the head “\(header.name)” was trained with other word lists")
    }
    guard header.features == features else {
      throw ClassifierError("the head “\(header.name)” was trained for other features")
    }
    guard let scoring = Scoring(rawValue: header.output), header.activation == "relu",
      header.outputs.count >= (scoring == .moods ? 3 : 1)
    else { throw ClassifierError("the head “\(header.name)” has a shape that this program does not know") }
    (name, version, language, outputs) = (header.name, header.version, header.language, header.outputs)
    (thresholds, bands) = (header.thresholds, header.bands ?? [:])
    (self.scoring, scale) = (scoring, header.encoder.scale)
    let inputs = Self.vectorSize + features.count
    let hidden = header.arrays.first { $0.name == "hidden.bias" }?.shape.first ?? 0
    guard (1...Self.hiddenLimit).contains(hidden) else {
      throw ClassifierError("the head “\(header.name)” has no hidden layer, or one of more than \(Self.hiddenLimit)")
    }
    let rows = try file.array("hidden.weight", shape: [hidden, inputs])
    hiddenWeights = (0..<inputs).flatMap { input in (0..<hidden).map { rows[$0 * inputs + input] } }
    hiddenBias = try file.array("hidden.bias", shape: [hidden])
    outputWeights = try file.array("output.weight", shape: [outputs.count, hidden])
    outputBias = try file.array("output.bias", shape: [outputs.count])
  }

  /// - Parameters:
  ///   - vector: of a sentence, `vectorSize` numbers, of length 1 for each layer.
  ///   - features: in the order that the head was made with.
  /// - Returns: 0…1 for each of `outputs`.
  package func scores(vector: [Float], features: [Double]) -> [Float] {
    scores(inputs: vector.map { $0 * scale } + features.map(Float.init))
  }

  /// - Parameter inputs: the vector, scaled, then the features.
  func scores(inputs: [Float]) -> [Float] {
    let size = hiddenBias.count
    precondition(inputs.count * size == hiddenWeights.count, "a vector and all features")
    var hidden = hiddenBias
    hiddenWeights.withUnsafeBufferPointer { weights in
      hidden.withUnsafeMutableBufferPointer { hidden in
        for (input, value) in inputs.enumerated() where value != 0 {
          let row = input * size
          for unit in 0..<size { hidden[unit] += value * weights[row + unit] }
        }
      }
    }
    let logits = outputBias.indices.map { output in
      (0..<size).reduce(outputBias[output]) { $0 + max(0, hidden[$1]) * outputWeights[output * size + $1] }
    }
    switch scoring {
    case .independent: return logits.map(Self.sigmoid)
    case .moods: return Self.softmax(logits[..<3]) + logits[3...].map(Self.sigmoid)
    }
  }

  private static func sigmoid(_ value: Float) -> Float { 1 / (1 + expf(-min(max(value, -30), 30))) }

  private static func softmax(_ values: ArraySlice<Float>) -> [Float] {
    let highest = values.max() ?? 0
    let powers = values.map { expf($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  private static func standard(_ file: EmbeddedFile, features: [String]) -> ClassifierHead {
    do { return try ClassifierHead(data: file.data, features: features) } catch {
      preconditionFailure("a head in the program is damaged: \(error)")
    }
  }
}

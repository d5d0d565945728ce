import Foundation
import Speech
import WhisperCost

/// Whisper as its paper has it (Radford et al. 2022; `openai/whisper`, model.py), in plain loops of 64-bit floats.
struct ReferenceWhisper {
  typealias Rows = [[Double]]

  let model: RandomWhisper

  /// Log-mel features [bands][2T] → hidden states [T][width].
  func encode(_ mel: Rows) -> Rows {
    var x = convolve(convolve(mel, "encoder.conv1", stride: 1), "encoder.conv2", stride: 2)
    // Channels × positions so far; from here on positions × channels.
    let places = rows("encoder.embed_positions")
    x = x[0].indices.map { time in x.indices.map { x[$0][time] + places[time][$0] } }
    for layer in (0..<model.sizes.encoderLayers).map({ "encoder.layers.\($0)." }) {
      let normal = norm(x, layer + "self_attn_layer_norm")
      x = add(x, attention(normal, on: normal, layer + "self_attn", isCausal: false).heard)
      x = feedForward(x, layer)
    }
    return norm(x, "encoder.layer_norm")
  }

  /// Keys and values of a decoder layer's cross-attention, side by side [T][2·width].
  func sound(_ encoded: Rows, layer: Int) -> Rows {
    let block = "decoder.layers.\(layer).encoder_attn."
    return zip(linear(encoded, block + "k_proj"), linear(encoded, block + "v_proj")).map { $0 + $1 }
  }

  /// Tokens and what is heard, for each layer [T][2·width] → logits [tokens][vocabulary], and for each layer where its
  /// heads look, [heads][tokens][T].
  func decode(_ tokens: [Int], sound: [Rows]) -> (logits: Rows, looks: [[Rows]]) {
    let (table, places) = (rows("decoder.embed_tokens"), rows("decoder.embed_positions"))
    var x = tokens.enumerated().map { zip(table[$1], places[$0]).map(+) }
    var looks: [[Rows]] = []
    for (index, heard) in sound.enumerated() {
      let layer = "decoder.layers.\(index)."
      let normal = norm(x, layer + "self_attn_layer_norm")
      x = add(x, attention(normal, on: normal, layer + "self_attn", isCausal: true).heard)
      let queries = linear(norm(x, layer + "encoder_attn_layer_norm"), layer + "encoder_attn.q_proj")
      let width = model.sizes.width
      let cross = attend(
        queries, heard.map { Array($0.prefix(width)) }, heard.map { Array($0.suffix(width)) }, isCausal: false)
      x = add(x, linear(cross.heard, layer + "encoder_attn.out_proj"))
      looks.append(cross.weights)
      x = feedForward(x, layer)
    }
    x = norm(x, "decoder.layer_norm")
    return (x.map { row in table.map { dot($0, row) } }, looks)
  }

  // MARK: Layers

  private func attention(
    _ x: Rows, on y: Rows, _ block: String, isCausal: Bool
  ) -> (heard: Rows, weights: [Rows]) {
    let made = attend(
      linear(x, block + ".q_proj"), linear(y, block + ".k_proj"), linear(y, block + ".v_proj"), isCausal: isCausal)
    return (linear(made.heard, block + ".out_proj"), made.weights)
  }

  /// softmax(q·kᵀ/√64)·v in heads of 64 channels.
  private func attend(_ queries: Rows, _ keys: Rows, _ values: Rows, isCausal: Bool) -> (heard: Rows, weights: [Rows]) {
    var heard = queries.map { _ in [Double](repeating: 0, count: model.sizes.width) }
    var weights: [Rows] = []
    for channels in stride(from: 0, to: model.sizes.width, by: 64).map({ $0..<$0 + 64 }) {
      weights.append([])
      for (row, query) in queries.enumerated() {
        let scores = keys.enumerated().map { position, key in
          isCausal && position > row
            ? -Double.infinity : channels.reduce(0) { $0 + query[$1] * key[$1] } / Double(channels.count).squareRoot()
        }
        let top = scores.max() ?? 0
        let powers = scores.map { exp($0 - top) }
        let looks = powers.map { $0 / powers.reduce(0, +) }
        for (look, value) in zip(looks, values) {
          for channel in channels { heard[row][channel] += look * value[channel] }
        }
        weights[weights.count - 1].append(looks)
      }
    }
    return (heard, weights)
  }

  private func feedForward(_ x: Rows, _ layer: String) -> Rows {
    let hidden = linear(norm(x, layer + "final_layer_norm"), layer + "fc1").map { $0.map(gelu) }
    return add(x, linear(hidden, layer + "fc2"))
  }

  private func norm(_ x: Rows, _ name: String) -> Rows {
    let (gamma, beta) = (vector(name + ".weight"), vector(name + ".bias"))
    return x.map { row in
      let mean = row.reduce(0, +) / Double(row.count)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
      return row.indices.map { (row[$0] - mean) / (variance + 1e-5).squareRoot() * gamma[$0] + beta[$0] }
    }
  }

  /// x·Wᵀ + b; keys have no bias.
  private func linear(_ x: Rows, _ name: String) -> Rows {
    let (matrix, bias) = (rows(name), vector(name + ".bias"))
    return x.map { row in matrix.indices.map { dot(matrix[$0], row) + (bias.isEmpty ? 0 : bias[$0]) } }
  }

  /// Three taps with a zero on either side, and GELU: [inputs][N] → [outputs][N / stride].
  private func convolve(_ x: Rows, _ name: String, stride step: Int) -> Rows {
    let bias = vector(name + ".bias")
    return rows(name).enumerated().map { output, kernel in
      stride(from: 0, to: x[0].count, by: step).map { centre in
        var sum = bias[output]
        for (input, signal) in x.enumerated() {
          for tap in 0..<3 where signal.indices.contains(centre + tap - 1) {
            sum += kernel[3 * input + tap] * signal[centre + tap - 1]
          }
        }
        return gelu(sum)
      }
    }
  }

  private func gelu(_ x: Double) -> Double { x / 2 * (1 + erf(x / 2.0.squareRoot())) }

  private func add(_ x: Rows, _ y: Rows) -> Rows { zip(x, y).map { zip($0, $1).map(+) } }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  private func rows(_ name: String) -> Rows { model[name + ".weight"].rows.map { $0.map(Double.init) } }

  private func vector(_ name: String) -> [Double] { model[name].values.map(Double.init) }
}

import Foundation

/// Triangular filters on the mel scale that sum power-spectrum bins into bands, each scaled to unit area.
///
/// Slaney's scale (linear below 1 kHz, logarithmic above) and area normalisation, as Whisper was trained with.
struct MelFilterBank {
  /// The bins that one band hears, and how strongly.
  struct Band {
    var firstBin: Int
    var weights: [Float]
  }

  let bands: [Band]

  /// - Parameters:
  ///   - bandCount: 80, or 128 for the third generation of models.
  ///   - binCount: bins of the power spectrum, from 0 Hz to half the sample rate.
  init(bandCount: Int, binCount: Int, sampleRate: Double) {
    let nyquist = sampleRate / 2
    let top = Self.mel(fromHertz: nyquist)
    let edges = (0..<bandCount + 2).map { Self.hertz(fromMel: top * Double($0) / Double(bandCount + 1)) }
    bands = (0..<bandCount).map { band in
      let (low, centre, high) = (edges[band], edges[band + 1], edges[band + 2])
      var firstBin = binCount
      var weights: [Float] = []
      for bin in 0..<binCount {
        let frequency = nyquist * Double(bin) / Double(binCount - 1)
        let weight = min((frequency - low) / (centre - low), (high - frequency) / (high - centre))
        guard weight > 0 else { continue }
        firstBin = min(firstBin, bin)
        weights.append(Float(weight * 2 / (high - low)))
      }
      return Band(firstBin: weights.isEmpty ? 0 : firstBin, weights: weights)
    }
  }

  private static let breakHertz = 1000.0
  private static let hertzPerMel = 200.0 / 3
  private static let breakMel = breakHertz / hertzPerMel
  private static let logStep = log(6.4) / 27

  private static func mel(fromHertz hertz: Double) -> Double {
    hertz < breakHertz ? hertz / hertzPerMel : breakMel + log(hertz / breakHertz) / logStep
  }

  private static func hertz(fromMel mel: Double) -> Double {
    mel < breakMel ? mel * hertzPerMel : breakHertz * exp(logStep * (mel - breakMel))
  }
}

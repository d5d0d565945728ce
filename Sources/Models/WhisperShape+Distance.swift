import Foundation
import WhisperCost

extension WhisperShape {
  /// How unlike two models are in what they cost: 0 for the same, 1 where one costs e times as much.
  func distance(to other: WhisperShape) -> Double {
    let encoder = log(encoderOperations / other.encoderOperations)
    let decoder = log(decoderOperations / other.decoderOperations)
    return (encoder * encoder + decoder * decoder).squareRoot()
  }
}

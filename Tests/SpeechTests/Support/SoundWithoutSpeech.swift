import Foundation
import TestSupport

/// What recognisers invent words for, computed: nobody says anything in it. 16 kHz, the same for the same seed.
enum SoundWithoutSpeech: String, CaseIterable {
  case digitalSilence, whiteNoise, pinkNoise, brownNoise, mainsHum, tapeHiss, wind, rain, waves, engine
  case chords, arpeggios, drums, organ, whistling, humming
  case applause, laughter, crowd, coughs
  case birds, clicks, beeps, telephone, sirens, sweeps

  private static let rate = 16_000.0

  /// - Parameter level: root mean square; speech is recorded at about 0.1.
  func samples(seconds: Double, level: Float = 0.1, seed: UInt64 = 1) -> [Float] {
    var source = Source(seed: seed &+ UInt64(Self.allCases.firstIndex(of: self) ?? 0) &* 7919)
    let count = Int(seconds * Self.rate)
    let sound = (0..<count).map { Float(source.next(self, at: Double($0) / Self.rate)) }
    let power = sound.reduce(0) { $0 + $1 * $1 } / Float(max(1, count))
    guard power > 0 else { return sound }
    let gain = level / power.squareRoot()
    return sound.map { max(-1, min(1, $0 * gain)) }
  }

  /// Makes one sample after the other.
  private struct Source {
    private var generator: SeededGenerator
    private var slow = 0.0
    private var brown = 0.0
    private var pink = [Double](repeating: 0, count: 7)
    private var filters = [Resonator](repeating: Resonator(), count: 8)
    private var phase = 0.0
    private var envelope = 0.0
    private var pitch = 440.0
    private var until = 0.0

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
    }

    private mutating func noise() -> Double { Double.random(in: -1...1, using: &generator) }
    private mutating func pick(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    private mutating func happens(perSecond: Double) -> Bool { pick(0...1) < perSecond / rate }

    private mutating func tone(_ frequency: Double) -> Double {
      phase += frequency / rate
      return sin(2 * .pi * phase)
    }

    private func harmonics(_ frequency: Double, _ time: Double) -> Double {
      var sum = 0.0
      for number in 1...6 {
        let harmonic = Double(number)
        sum += sin(2 * .pi * frequency * harmonic * time) / (harmonic * harmonic)
      }
      return sum
    }

    private mutating func pinkNoise() -> Double {
      // Paul Kellet's filter.
      let white = noise()
      let factors = [0.99886, 0.99332, 0.96900, 0.86650, 0.55000, -0.7616]
      let gains = [0.0555179, 0.0750759, 0.1538520, 0.3104856, 0.5329522, -0.0168980]
      for i in factors.indices { pink[i] = factors[i] * pink[i] + gains[i] * white }
      defer { pink[6] = white * 0.115926 }
      return pink.reduce(0, +) + white * 0.5362
    }

    mutating func next(_ kind: SoundWithoutSpeech, at time: Double) -> Double {
      switch kind {
      case .digitalSilence: return 0
      case .whiteNoise: return noise()
      case .pinkNoise: return pinkNoise()
      case .brownNoise:
        brown = 0.998 * brown + 0.05 * noise()
        return brown
      case .mainsHum:
        return harmonics(50, time) + 0.01 * noise()
      case .tapeHiss: return noise() - 0.9 * filters[0].pass(noise(), 500, 0.9) + 0.05 * sin(2 * .pi * 120 * time)
      case .wind:
        slow = 0.99995 * slow + 0.005 * noise()
        return filters[0].pass(noise(), 300 + 200 * tanh(slow), 0.99) * (1 + slow * slow)
      case .rain:
        envelope = happens(perSecond: 90) ? 1 : envelope * 0.97
        return 0.3 * noise() + envelope * noise()
      case .waves: return pinkNoise() * pow(0.5 + 0.5 * sin(2 * .pi * time / 7), 2)
      case .engine:
        let speed = 28 + 4 * sin(2 * .pi * time / 11)
        phase += speed / rate
        return harmonics(1, phase) + 0.3 * pinkNoise()
      case .chords, .organ:
        let roots = [220, 174.61, 261.63, 196]
        let root = roots[Int(time / 2) % 4]
        let decay = kind == .organ ? 1 : exp(-1.5 * time.truncatingRemainder(dividingBy: 2))
        return decay * (harmonics(root, time) + harmonics(1.26 * root, time) + harmonics(1.5 * root, time))
      case .arpeggios:
        let scale = [0, 4, 7, 12, 16, 12, 7, 4], step = Int(time * 6)
        let frequency = 261.63 * pow(2, Double(scale[step % 8] + [0, -3, 5, -5][step / 16 % 4]) / 12)
        return exp(-5 * (time * 6).truncatingRemainder(dividingBy: 1)) * (tone(frequency) + 0.4 * sin(4 * .pi * phase))
      case .drums:
        let beat = (time * 2).truncatingRemainder(dividingBy: 1) / 2
        let kick = sin(2 * .pi * 60 * beat * (1 + 2 * exp(-40 * beat))) * exp(-12 * beat)
        let snare = Int(time * 2) % 2 == 1 ? noise() * exp(-18 * beat) : 0
        let hat = noise() * exp(-90 * (time * 8).truncatingRemainder(dividingBy: 1) / 8)
        return kick + 0.6 * snare + 0.2 * hat
      case .whistling:
        if time >= until { (pitch, until) = (pick(900...2400), time + pick(0.2...0.9)) }
        envelope += ((Int(time) % 5 == 4 ? 0 : 1) - envelope) * 0.002
        return envelope * tone(pitch * (1 + 0.01 * sin(2 * .pi * 5.5 * time))) + 0.01 * noise()
      case .humming:
        // A closed mouth: a pulse train through one low resonance, on notes of a song.
        let notes = [196, 220, 246.9, 196, 246.9, 261.6, 293.7, 293.7], note = notes[Int(time / 0.7) % 8]
        return filters[0].pass(pulse(note * (1 + 0.006 * sin(2 * .pi * 5 * time))), 250, 0.97)
          * (1 - exp(-20 * (time / 0.7).truncatingRemainder(dividingBy: 1)))
      case .applause:
        if happens(perSecond: 160) { (envelope, pitch) = (pick(0.3...1), pick(900...2200)) }
        envelope *= 0.992
        return filters[0].pass(noise() * envelope, pitch, 0.9) + 0.03 * noise()
      case .laughter: return laughter(time)
      case .crowd:
        // Many voices far away: noise in the shape of speech, which nobody could understand.
        for i in 0..<4 {
          if happens(perSecond: 5) { formants[i] = (pick(300...800), pick(900...2200)) }
        }
        var sum = 0.0
        for i in 0..<4 {
          let raw = noise()
          sum += filters[2 * i].pass(raw, formants[i].0, 0.97) + 0.5 * filters[2 * i + 1].pass(raw, formants[i].1, 0.96)
        }
        return sum
      case .coughs:
        let place = time.truncatingRemainder(dividingBy: 2.5)
        let burst = place < 0.25 ? exp(-14 * place) : place > 0.4 && place < 0.6 ? 0.7 * exp(-16 * (place - 0.4)) : 0
        return burst * (filters[0].pass(noise(), 700, 0.9) + 0.4 * filters[1].pass(noise(), 1600, 0.9)) + 0.003
          * noise()
      case .birds:
        if time >= until {
          (pitch, until, envelope) = (pick(2500...5500), time + pick(0.05...0.6), pick(0...1) < 0.6 ? 1 : 0)
        }
        return envelope * tone(pitch * (1 + 0.15 * sin(2 * .pi * 18 * time))) * 0.5 + 0.02 * noise()
      case .clicks:
        if happens(perSecond: 6) { envelope = pick(0.3...1) }
        envelope *= 0.985
        return envelope * noise() + 0.004 * noise()
      case .beeps: return time.truncatingRemainder(dividingBy: 1) < 0.15 ? tone(1000) : 0.001 * noise()
      case .telephone:
        let rings = time.truncatingRemainder(dividingBy: 3) < 1
        return rings
          ? (tone(440) + sin(2 * .pi * 480 * time)) * (sin(2 * .pi * 20 * time) > 0 ? 1 : 0.3) : 0.002 * noise()
      case .sirens: return tone(900 + 500 * sin(2 * .pi * time / 3)) + 0.05 * pinkNoise()
      case .sweeps: return tone(80 * pow(2, 6 * (time / 10).truncatingRemainder(dividingBy: 1)))
      }
    }

    private var formants = [(Double, Double)](repeating: (500, 1500), count: 4)

    /// A glottal pulse train.
    private mutating func pulse(_ frequency: Double) -> Double {
      phase += frequency / rate
      guard phase >= 1 else { return 0 }
      phase -= 1
      return 1
    }

    /// Breathy voiced bursts, five a second, that fall in pitch, with a breath between the rounds.
    private mutating func laughter(_ time: Double) -> Double {
      let round = time.truncatingRemainder(dividingBy: 3.1), burst = (round * 5).truncatingRemainder(dividingBy: 1)
      if round > 2.2 { return round > 2.6 ? 0.15 * filters[4].pass(noise(), 1800, 0.9) : 0 }
      let voice = burst < 0.55 ? sin(.pi * burst / 0.55) : 0
      let raw =
        pulse((320 - 60 * round) * (1 + 0.08 * sin(.pi * burst))) * 3 * voice + 0.25 * noise() * (burst < 0.8 ? 1 : 0.1)
      return filters[0].pass(raw, 750, 0.97) + 0.6 * filters[1].pass(raw, 1250, 0.97) + 0.3
        * filters[2].pass(raw, 2600, 0.95)
    }
  }

  /// A resonance of the second order.
  private struct Resonator {
    private var (one, two) = (0.0, 0.0)

    mutating func pass(_ x: Double, _ frequency: Double, _ radius: Double) -> Double {
      let y = (1 - radius) * x + 2 * radius * cos(2 * .pi * frequency / rate) * one - radius * radius * two
      (two, one) = (one, y)
      return y
    }
  }
}

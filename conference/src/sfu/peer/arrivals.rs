//! Reading reports of arrival (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3) and the numbers they are of.

use rtc::rtcp::transport_feedbacks::transport_layer_cc::{PacketStatusChunk, SymbolTypeTcc, TransportLayerCc};

use crate::link::{Arrival, MOST_ARRIVALS};

/// Microseconds of a unit of the reference time.
const REFERENCE_US: i64 = 64_000;
/// Profile of header extensions with one byte before each (RFC 8285, section 4.2).
const ONE_BYTE: u16 = 0xBEDE;
/// The same with two bytes (section 4.3): the upper 12 bits.
const TWO_BYTES: u16 = 0x1000;

/// What a report says, in the order of the numbers; no more than it claims to speak of.
pub(super) fn arrivals(report: &TransportLayerCc) -> Vec<Arrival> {
    let count = usize::from(report.packet_status_count).min(MOST_ARRIVALS);
    let mut deltas = report.recv_deltas.iter();
    let mut at_us = i64::from(report.reference_time) * REFERENCE_US;
    let mut number = report.base_sequence_number;
    let mut arrivals = Vec::with_capacity(count);
    for chunk in &report.packet_chunks {
        let (run, list) = match chunk {
            PacketStatusChunk::RunLengthChunk(run) => {
                (std::iter::repeat_n(run.packet_status_symbol, usize::from(run.run_length)), &[][..])
            }
            PacketStatusChunk::StatusVectorChunk(vector) => {
                (std::iter::repeat_n(SymbolTypeTcc::PacketNotReceived, 0), &vector.symbol_list[..])
            }
        };
        for symbol in run.chain(list.iter().copied()) {
            if arrivals.len() == count {
                return arrivals;
            }
            let came = match symbol {
                SymbolTypeTcc::PacketReceivedSmallDelta | SymbolTypeTcc::PacketReceivedLargeDelta => {
                    let Some(delta) = deltas.next() else { return arrivals };
                    at_us += delta.delta;
                    Some(at_us)
                }
                // Came, at a time it does not say; it must not count as lost.
                SymbolTypeTcc::PacketReceivedWithoutDelta => Some(at_us),
                SymbolTypeTcc::PacketNotReceived => None,
            };
            arrivals.push(Arrival { number, at_us: came });
            number = number.wrapping_add(1);
        }
    }
    arrivals
}

/// The number of an RTP packet as it is sent; header extensions are not encrypted (RFC 3711, section 3.1).
pub(super) fn number(packet: &[u8], extension: u8) -> Option<u16> {
    let first = *packet.first()?;
    let sources = usize::from(first & 0x0F);
    let at = 12 + sources * 4;
    if first & 0x10 == 0 {
        return None;
    }
    let profile = u16::from_be_bytes([*packet.get(at)?, *packet.get(at + 1)?]);
    let words = usize::from(u16::from_be_bytes([*packet.get(at + 2)?, *packet.get(at + 3)?]));
    let mut rest = packet.get(at + 4..at + 4 + words * 4)?;
    while let Some((&head, after)) = rest.split_first() {
        if head == 0 {
            rest = after; // padding
            continue;
        }
        let (id, length, value) = if profile == ONE_BYTE {
            (head >> 4, usize::from(head & 0x0F) + 1, after)
        } else if profile & 0xFFF0 == TWO_BYTES {
            let (&length, value) = after.split_first()?;
            (head, usize::from(length), value)
        } else {
            return None;
        };
        let value_of = value.get(..length)?;
        if id == extension {
            return value_of.try_into().ok().map(u16::from_be_bytes);
        }
        rest = &value[length..];
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rtc::rtcp::transport_feedbacks::transport_layer_cc::{
        RecvDelta, RunLengthChunk, StatusChunkTypeTcc, StatusVectorChunk, SymbolSizeTypeTcc,
    };

    use super::*;

    const SMALL: SymbolTypeTcc = SymbolTypeTcc::PacketReceivedSmallDelta;
    const LOST: SymbolTypeTcc = SymbolTypeTcc::PacketNotReceived;

    fn report(deltas: &[i64]) -> TransportLayerCc {
        let run =
            RunLengthChunk { type_tcc: StatusChunkTypeTcc::RunLengthChunk, packet_status_symbol: SMALL, run_length: 2 };
        let vector = StatusVectorChunk {
            type_tcc: StatusChunkTypeTcc::StatusVectorChunk,
            symbol_size: SymbolSizeTypeTcc::TwoBit,
            symbol_list: vec![LOST, SMALL, LOST, LOST, LOST, LOST, LOST],
        };
        TransportLayerCc {
            base_sequence_number: 65_534,
            packet_status_count: 5,
            reference_time: 2,
            packet_chunks: vec![PacketStatusChunk::RunLengthChunk(run), PacketStatusChunk::StatusVectorChunk(vector)],
            recv_deltas: deltas.iter().map(|delta| RecvDelta { type_tcc_packet: SMALL, delta: *delta }).collect(),
            ..TransportLayerCc::default()
        }
    }

    #[test]
    fn a_report_is_read_in_the_order_of_the_numbers_and_no_further_than_its_count() {
        let read: Vec<(u16, Option<i64>)> =
            arrivals(&report(&[1_000, 250, 500])).iter().map(|arrival| (arrival.number, arrival.at_us)).collect();
        assert_eq!(read, [(65_534, Some(129_000)), (65_535, Some(129_250)), (0, None), (1, Some(129_750)), (2, None)]);
    }

    #[test]
    fn a_report_that_promises_more_times_than_it_has_ends_where_they_do() {
        assert_eq!(arrivals(&report(&[1_000])).len(), 1);
        assert_eq!(arrivals(&TransportLayerCc { packet_status_count: 9, ..TransportLayerCc::default() }), []);
    }

    #[test]
    fn the_number_is_found_in_both_forms_of_header_extensions() {
        let head = |profile: u16, words: u8| {
            let mut packet = vec![0x90, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
            packet.extend_from_slice(&profile.to_be_bytes());
            packet.extend_from_slice(&[0, words]);
            packet
        };
        let one = [head(ONE_BYTE, 2), vec![0x10, 0x85, 0x31, 0x12, 0x34, 0, 0, 0, 9, 9]].concat();
        assert_eq!((number(&one, 3), number(&one, 1), number(&one, 4)), (Some(0x1234), None, None));
        let two = [head(TWO_BYTES, 2), vec![7, 1, 0x85, 20, 2, 0x12, 0x34, 0]].concat();
        assert_eq!(number(&two, 20), Some(0x1234));
        assert_eq!(number(&one[..18], 3), None);
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..80), id in 0_u8..20) {
            let _ = number(&bytes, id);
        }
    }
}

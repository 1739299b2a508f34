//! Loops, merge points and dominators of a graph: what structured control flow is made from.
//!
//! After N. Ramsey, "Beyond Relooper: recursive translation of unstructured control flow to structured control flow"
//! (ICFP 2022). Irreducible graphs are made reducible first: the headers that are entered in more than one way
//! are reached through one dispatch node.

/// A graph by successor lists; node 0 is the entry.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Successors of each node. After [`analyse`] this may hold one more node, the dispatch node.
    pub(crate) successors: Vec<Vec<usize>>,
    /// Position in reverse postorder; `usize::MAX` for unreachable nodes.
    pub(crate) rpo: Vec<usize>,
    /// Nodes that are the target of a back edge.
    pub(crate) is_header: Vec<bool>,
    /// Nodes that need a label because they are entered forwards from more than one place.
    pub(crate) is_merge: Vec<bool>,
    /// For each node, the merge nodes that it immediately dominates, last in reverse postorder first.
    pub(crate) merge_children: Vec<Vec<usize>>,
    /// Nodes that are reached through the dispatch node only, in the order of their numbers there.
    pub(crate) dispatched: Vec<usize>,
    /// The dispatch node, if there is one.
    pub(crate) dispatch: Option<usize>,
}

/// Analyses a graph. `many_way` says which nodes end in a branch with labels only, so that all their targets need one.
pub(crate) fn analyse(successors: Vec<Vec<usize>>, many_way: &[bool]) -> Shape {
    let original = successors;
    let mut dispatched: Vec<usize> = Vec::new();
    let mut rounds = 0;
    loop {
        let (graph, dispatch) = with_dispatch(&original, &dispatched);
        let rpo_order = reverse_postorder(&graph);
        let mut rpo = vec![usize::MAX; graph.len()];
        for (i, &n) in rpo_order.iter().enumerate() {
            rpo[n] = i;
        }
        let idom = dominators(&graph, &rpo_order, &rpo);
        let mut irreducible = Vec::new();
        let mut bypassing = Vec::new();
        let mut is_header = vec![false; graph.len()];
        let mut forward_entries = vec![0u32; graph.len()];
        for &n in &rpo_order {
            for &s in &graph[n] {
                if rpo[s] > rpo[n] {
                    forward_entries[s] += 1;
                } else if dominates(&idom, &rpo, s, n) {
                    is_header[s] = true;
                } else if Some(s) == dispatch {
                    bypassing.push(n);
                } else {
                    irreducible.push(s);
                }
            }
        }
        if !irreducible.is_empty() || !bypassing.is_empty() {
            if let (Some(d), false) = (dispatch, bypassing.is_empty()) {
                irreducible.extend(second_entries(&graph, &idom, &rpo, d, &bypassing));
            }
            rounds += 1;
            if rounds > MAX_ROUNDS {
                // Hostile code. With every node behind the dispatch node any graph is reducible.
                irreducible = (1..original.len()).filter(|&n| rpo[n] != usize::MAX).collect();
            }
            dispatched.extend(irreducible);
            dispatched.sort_unstable();
            dispatched.dedup();
            continue;
        }
        let mut is_merge: Vec<bool> = forward_entries.iter().map(|&n| n > 1).collect();
        for &n in &rpo_order {
            if many_way.get(n).copied().unwrap_or(true) {
                for &s in &graph[n] {
                    if rpo[s] > rpo[n] {
                        is_merge[s] = true;
                    }
                }
            }
        }
        let mut merge_children = vec![Vec::new(); graph.len()];
        for &n in rpo_order.iter().rev() {
            if is_merge[n] && n != 0 {
                merge_children[idom[n]].push(n);
            }
        }
        return Shape { successors: graph, rpo, is_header, is_merge, merge_children, dispatched, dispatch };
    }
}

/// After so many rounds all nodes are dispatched.
const MAX_ROUNDS: usize = 24;

/// Nodes through which control enters a cycle of the dispatch node `d` without passing it. `sources` have an edge back
/// to `d` but are not dominated by it, so on the way from `d` to each there is a first node that `d` does not dominate.
fn second_entries(graph: &[Vec<usize>], idom: &[usize], rpo: &[usize], d: usize, sources: &[usize]) -> Vec<usize> {
    let mut predecessors = vec![Vec::new(); graph.len()];
    for (n, successors) in graph.iter().enumerate().filter(|(n, _)| rpo[*n] != usize::MAX) {
        for &s in successors {
            predecessors[s].push(n);
        }
    }
    let mut reaches = vec![false; graph.len()];
    let mut work = sources.to_vec();
    while let Some(n) = work.pop() {
        if n != d && n != 0 && !std::mem::replace(&mut reaches[n], true) {
            work.extend(&predecessors[n]);
        }
    }
    (0..graph.len())
        .filter(|&n| reaches[n] && !dominates(idom, rpo, d, n))
        .filter(|&n| predecessors[n].iter().any(|&p| p == d || dominates(idom, rpo, d, p)))
        .collect()
}

/// Sends every edge to a dispatched node to a new node that leads to all of them.
fn with_dispatch(original: &[Vec<usize>], dispatched: &[usize]) -> (Vec<Vec<usize>>, Option<usize>) {
    let mut graph = original.to_vec();
    if dispatched.is_empty() {
        return (graph, None);
    }
    let dispatch = graph.len();
    for successors in &mut graph {
        for s in successors {
            if dispatched.binary_search(s).is_ok() {
                *s = dispatch;
            }
        }
    }
    graph.push(dispatched.to_vec());
    (graph, Some(dispatch))
}

fn reverse_postorder(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; graph.len()];
    let mut post = Vec::with_capacity(graph.len());
    let mut stack = vec![(0usize, 0usize)];
    if let Some(s) = seen.first_mut() {
        *s = true;
    }
    while let Some((node, next)) = stack.last_mut() {
        // The last successor first, so that the first one (the fall-through or taken edge) comes early in the order.
        let list = &graph[*node];
        if *next < list.len() {
            let s = list[list.len() - 1 - *next];
            *next += 1;
            if !seen[s] {
                seen[s] = true;
                stack.push((s, 0));
            }
        } else {
            post.push(*node);
            stack.pop();
        }
    }
    post.reverse();
    post
}

/// Immediate dominators (Cooper, Harvey, Kennedy: "A simple, fast dominance algorithm").
fn dominators(graph: &[Vec<usize>], order: &[usize], rpo: &[usize]) -> Vec<usize> {
    let mut predecessors = vec![Vec::new(); graph.len()];
    for &n in order {
        for &s in &graph[n] {
            predecessors[s].push(n);
        }
    }
    let mut idom = vec![usize::MAX; graph.len()];
    if let Some(first) = idom.first_mut() {
        *first = 0;
    }
    let mut changed = true;
    while changed {
        changed = false;
        for &n in order.iter().skip(1) {
            let mut new = usize::MAX;
            for &p in &predecessors[n] {
                if idom[p] == usize::MAX {
                    continue;
                }
                new = if new == usize::MAX { p } else { intersect(&idom, rpo, p, new) };
            }
            if idom[n] != new {
                idom[n] = new;
                changed = true;
            }
        }
    }
    idom
}

fn intersect(idom: &[usize], rpo: &[usize], mut a: usize, mut b: usize) -> usize {
    while a != b {
        while rpo[a] > rpo[b] {
            a = idom[a];
        }
        while rpo[b] > rpo[a] {
            b = idom[b];
        }
    }
    a
}

fn dominates(idom: &[usize], rpo: &[usize], a: usize, mut b: usize) -> bool {
    while rpo[b] > rpo[a] {
        b = idom[b];
    }
    a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_has_a_header_and_no_merge() {
        let s = analyse(vec![vec![1], vec![1, 2], vec![]], &[false; 3]);
        assert_eq!(s.is_header, [false, true, false]);
        assert_eq!(s.is_merge, [false, false, false]);
    }

    #[test]
    fn a_diamond_merges_below_its_top() {
        let s = analyse(vec![vec![1, 2], vec![3], vec![3], vec![]], &[false; 4]);
        assert_eq!(s.merge_children[0], [3]);
    }

    #[test]
    fn random_graphs_become_reducible() {
        let mut seed = 1u64;
        let mut random = |n: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % n
        };
        for _ in 0..2000 {
            let n = 2 + random(14);
            let graph: Vec<Vec<usize>> = (0..n).map(|_| (0..random(3)).map(|_| random(n)).collect()).collect();
            let s = analyse(graph, &vec![false; n]);
            let order = reverse_postorder(&s.successors);
            let idom = dominators(&s.successors, &order, &s.rpo);
            for &n in &order {
                for &t in &s.successors[n] {
                    assert!(s.rpo[t] > s.rpo[n] || dominates(&idom, &s.rpo, t, n));
                }
            }
        }
    }

    #[test]
    fn a_loop_with_two_entries_gets_a_dispatch_node() {
        let s = analyse(vec![vec![1, 2], vec![2], vec![1, 3], vec![]], &[false; 4]);
        let d = s.dispatch.expect("irreducible");
        assert!(s.is_header[d]);
        for (n, list) in s.successors.iter().enumerate() {
            assert!(n == d || list.iter().all(|t| !s.dispatched.contains(t)));
        }
    }
}

'use client'
import { useState } from 'react'
import { useFindFirstParticipant, useFindManyParticipant } from '@/generated/hooks/participant'
import { type KeysetPosition, keysetPage } from '@/lib/query/keyset'
import type { ListState } from '../list-state'
import { anyCodeLike, PAGE_SIZE, participantPage } from '../queries'

/** The page that a state asks for. While it loads, the former page stays and `busy` is true. */
export function useParticipantPage(studyId: string, state: ListState) {
  const prefix = usePrefix(studyId, state.search)
  const queries = participantPage(studyId, state, prefix ?? '')
  const head = useFindManyParticipant(queries.head, { enabled: prefix !== undefined })
  const needsTail = queries.tail !== undefined && (head.data?.length ?? 0) <= PAGE_SIZE
  const tail = useFindManyParticipant(queries.tail ?? queries.head, {
    enabled: prefix !== undefined && head.data !== undefined && needsTail,
  })

  const failed = [head, tail].find((query) => query.isError && !query.data)
  const complete = prefix !== undefined && head.data && (!needsTail || tail.data)
  const found = complete
    ? { head: head.data, tail: needsTail ? tail.data : undefined, position: state.position }
    : undefined
  const shown = useKept(found)
  return {
    page: failed ? undefined : shown && pageOf(shown),
    busy: !found && !failed,
    error: failed?.error,
    retry: () => void failed?.refetch(),
    /** The beginning of the codes in the case in which they are stored; undefined until it is known. */
    prefix,
  }
}

/**
 * Codes are told apart by case, and typing them is easier without: a beginning that no code has as it
 * was typed is looked for in capitals.
 */
function usePrefix(studyId: string, search: string): string | undefined {
  const capitals = search.toUpperCase()
  const { data, isPending } = useFindFirstParticipant(anyCodeLike(studyId, search), {
    enabled: search !== capitals,
  })
  if (search === capitals) return search
  if (isPending) return undefined
  return data === null ? capitals : search
}

type Row = NonNullable<
  ReturnType<typeof useFindManyParticipant<ReturnType<typeof participantPage>['head']>>['data']
>[number]
type Found = { head: Row[]; tail: Row[] | undefined; position: KeysetPosition }

/** A row of the list. */
export type ListedParticipant = Row

/** What was found last, until something else is. */
function useKept(found: Found | undefined): Found | undefined {
  const [kept, setKept] = useState(found)
  if (found && (found.head !== kept?.head || found.tail !== kept?.tail)) setKept(found)
  return found ?? kept
}

function pageOf({ head, tail = [], position }: Found) {
  return keysetPage([...head, ...tail], PAGE_SIZE, position)
}
